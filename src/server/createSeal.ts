import { EncryptJWT, jwtDecrypt } from 'jose';
import { type KeptSession, restoreSession, type Session } from '../adapter/amplify/session/Session';
import type { Progress } from '../adapter/amplify/signOut/progress';
import type { SignOutScope } from '../outcome/SignOutOutcome';

/** What is still open of one session's sign-out. */
export interface Open {
  readonly session: Session;
  readonly progress: Progress;
}

/** What a retry goes on from. */
export interface Retained {
  readonly scope: SignOutScope;
  readonly open: readonly Open[];
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
}

/** Hides what a retry needs from the page that keeps it, and from everybody but this app's servers. */
export interface Seal {
  /** `audience` is the only route and app client that it can be opened for. */
  close(retained: Retained, audience: string): Promise<string>;
  /** Null for what was not sealed here, not for this audience, changed, or past its time. */
  open(sealed: string, audience: string): Promise<Retained | null>;
}

const fewestCharacters = 32;
const issuer = 'amplify-signoff';
const alg = 'dir';
const enc = 'A256GCM';

/** Encrypts and authenticates with a key that comes of the app's secret. Throws a RangeError for one that is too short. */
export function createSeal(secret: string): Seal {
  if (secret.length < fewestCharacters) {
    throw new RangeError(
      `createSignOutRoute: the secret has ${secret.length} characters, which can be guessed, and then the tokens that it seals can be read. Give ${fewestCharacters} random ones at least: openssl rand -base64 32.`,
    );
  }
  let key: Promise<Uint8Array> | undefined;
  function keyOnce() {
    key ??= deriveKey(secret);
    return key;
  }
  return {
    async close({ scope, open, until }, audience) {
      const kept = open.map(({ session, progress }) => {
        const { known: _, claims: __, ...rest } = session;
        return { session: rest satisfies KeptSession, progress };
      });
      return new EncryptJWT({ scope, open: kept })
        .setProtectedHeader({ alg, enc })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(Math.floor(until / 1000))
        .encrypt(await keyOnce());
    },
    async open(sealed, audience) {
      const options = {
        issuer,
        audience,
        requiredClaims: ['exp'],
        keyManagementAlgorithms: [alg],
        contentEncryptionAlgorithms: [enc],
      };
      const opened = await jwtDecrypt(sealed, await keyOnce(), options).catch(() => null);
      if (!opened) return null;
      const { scope, open, exp } = opened.payload as unknown as Pick<Retained, 'scope'> & {
        open: { session: KeptSession; progress: Progress }[];
        exp: number;
      };
      return {
        scope,
        open: open.map((it) => ({ ...it, session: restoreSession(it.session) })),
        until: exp * 1000,
      };
    },
  };
}

async function deriveKey(secret: string): Promise<Uint8Array> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: bytes(issuer), info: bytes('retry') };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 256));
}
