import type { AmplifyAdapterOptions } from '../adapter/amplify/AmplifyAdapterOptions';
import type { AppClient } from '../adapter/amplify/session/AppClient';
import { adminScope, claimsOf, dropTokens, type Session } from '../adapter/amplify/session/Session';
import { findSessions, readSignedIn } from '../adapter/amplify/session/storedSession';
import type { UserPoolConfig } from '../adapter/amplify/session/UserPoolConfig';
import type { Stage } from '../adapter/amplify/signOut/Stage';
import { logoutUrl } from '../adapter/amplify/signOut/whereTo';
import { signOutFailure } from '../outcome/SignOutFailure';
import type { Open } from './createSeal';

interface RequestStageInput {
  readonly cognito: UserPoolConfig;
  readonly client: AppClient;
  readonly options: Required<AmplifyAdapterOptions>;
  /** What a request before has left; null where this is the first. */
  readonly left: readonly Open[] | null;
  /** What ends with a session. */
  besides(session: Session): Session[];
  isOwn(url: string): boolean;
  warn(problem: string): void;
}

export interface RequestStage extends Stage {
  /** The managed login's `/logout`, where the session came from there. */
  leaveTo(): string | null;
  /** What a retry goes on from: what is still open, and without its tokens what is not. */
  open(): Open[];
}

/** One request of a server as what a sign-out finds around it. Nothing of it is shared, and nothing outlives it. */
export function createRequestStage(input: RequestStageInput): RequestStage {
  const { cognito, client, options, left, besides, isOwn, warn } = input;
  const others: Stage['around']['others'] = new Set();
  let sessions: Session[] = [];
  let leaveTo: string | null = null;

  async function findAll(): Promise<Session[]> {
    if (left) return left.map(({ session }) => session);
    const signedIn = await readSignedIn(client);
    const found = signedIn ? [signedIn] : await findSessions(client, []);
    return found
      .flatMap((session) => [session, ...besides(session)])
      .map((session) => ({ ...session, isFederated: isFederated(cognito, session) }));
  }

  return {
    around: {
      client,
      options,
      others,
      arrivals: new Set(),
      mark: () => async () => {},
      prepare: async () => {},
      fetch: (url, init) => fetch(url, init),
      now: () => Date.now(),
      refreshInFlight: () => null,
      storing: (store) => store(),
      undisturbed: (read) => read(),
      exclusively: (work) => work(),
      announce: async () => false,
      tellPage() {},
      dropLater: () => () => {},
      tell() {},
      warn,
    },
    async capture() {
      sessions = await findAll();
      return sessions;
    },
    cutOff: (session) => left?.find((it) => it.session === session)?.progress ?? null,
    async leave(redirectUrl, wasFederated, mayLeave) {
      const oauth = wasFederated && cognito.loginWith?.oauth;
      if (!oauth) return null;
      leaveTo = logoutUrl(cognito, oauth, redirectUrl, isOwn);
      if (!leaveTo) return signOutFailure('hostedUi', 'misconfigured');
      return mayLeave ? null : signOutFailure('hostedUi', 'notAttempted');
    },
    longestLifetimeMs: () => 0,
    leaveTo: () => leaveTo,
    open: () =>
      sessions.flatMap((session) => {
        const isFor = (it: object) => 'session' in it && it.session === session;
        const { progress } = [...others].find(isFor) ?? {};
        if (!progress) return [];
        const kept = { ...session };
        if (progress.isForgotten) dropTokens(kept);
        return { session: kept, progress };
      }),
  };
}

/** Whether a session came from the managed login: a password's access token has this one scope. */
function isFederated({ loginWith }: UserPoolConfig, session: Session): boolean {
  if (!loginWith?.oauth) return false;
  return session.isFederated || claimsOf(session.accessToken)?.scope !== adminScope;
}
