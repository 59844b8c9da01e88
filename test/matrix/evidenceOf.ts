import type { RequestRecord } from '../pool/RequestRecord';
import type { SessionRecord } from '../pool/Sessions';
import type { Cell } from './cells';
import { faultOn } from './expectationOf';
import type { Evidence } from './oracle';
import { isBystanders, tokensIn } from './world';

interface Snapshot {
  sessions: readonly SessionRecord[];
  items: ReadonlyMap<string, string>;
}

/** What was seen of one sign-out, in Node or in a browser. */
export interface Observed {
  clickedAt: number;
  tookMs: number;
  deadlineMs: number;
  slackMs: number;
  before: Snapshot;
  after: Snapshot;
  requests: readonly RequestRecord[];
  /** Every token that the storage held before the click or was given since. */
  secrets: readonly string[];
  revealed: string | null;
  hasRetry: boolean;
  isFrozen: boolean;
  hubEvents: readonly string[];
  shown: string;
  consoleLines: readonly string[];
  rejections: readonly string[];
}

/** Puts together what the oracle judges by. */
export function evidenceOf(cell: Cell, own: string, observed: Observed): Evidence {
  const { state, scope, storage: row } = cell;
  const { before, after, secrets, requests, revealed, ...rest } = observed;
  const ofBob = [...before.items]
    .filter(([key]) => key.includes('.bob.'))
    .map(([, value]) => value);
  const tokens = secrets.filter((it) => !ofBob.includes(it));
  const entries = [...after.items].filter((it) => !isBystanders(...it));
  const expiries = tokens.flatMap((token) => claimsOf(token)?.exp ?? []).map((exp) => exp * 1000);
  const refused = faultOn(cell, 'RevokeToken')?.reasons?.includes('revocationDisabled') ?? false;
  const answered = (name: string) =>
    requests.some((it) => it.operation === name && it.status === 400);
  return {
    ...rest,
    asked: scope,
    wasSignedIn: !state.isNobody,
    isReplaced: false,
    own,
    username: 'alice',
    before: before.sessions,
    after: after.sessions,
    requests,
    isUserGone: state.since === 'deleted' && (scope === 'local' || answered(userGoneTold(cell))),
    isRevocationOff: isRevocationOff(cell, requests) || (refused && answered('RevokeToken')),
    isUnreachable: Object.values(cell.faults).some((it) => it.unreachable !== undefined),
    tokenKeysLeft: entries
      .filter(([, value]) => tokens.some((token) => value.includes(token)) || isOf(own, value))
      .map(([key]) => key),
    userKeysLeft: entries
      .filter(([key, value]) => key.includes('.alice.') || value === 'alice')
      .map(([key]) => key),
    isVerifiable: !row.isUnreadable && !row.isUnverifiable && !row.isCrawling,
    isObedient: row.keeps.length === 0 && !row.keepsCompanions && !row.isCrawling,
    bystander: [bobsKeys(before.items), bobsKeys(after.items)],
    lastExpiry: expiries.length > 0 ? Math.max(...expiries) : null,
    secrets: [...tokens, ...tokensIn(ofBob)],
    revealed: revealed === null ? null : nameOf(revealed, before.items, after.items),
  };
}

/** Where the access token is gone, only Cognito can say so. */
function isRevocationOff({ state }: Cell, requests: readonly RequestRecord[]): boolean {
  if (state.client?.revocation !== false) return false;
  const calls = requests.filter((it) => it.operation === 'RevokeToken');
  return calls.length === 0 || calls.some((it) => it.performed && it.ended === 'answered');
}

const userGoneTold = ({ state }: Cell) =>
  state.isAged ? 'GetTokensFromRefreshToken' : 'GlobalSignOut';

const bobsKeys = (items: ReadonlyMap<string, string>) =>
  JSON.stringify([...items].filter((it) => isBystanders(...it)).sort());

function nameOf(token: string, ...dumps: ReadonlyMap<string, string>[]): Evidence['revealed'] {
  const use = claimsOf(token)?.token_use;
  if (use === 'access') return 'accessToken';
  if (use !== undefined) return 'other';
  const isKnown = dumps.some((items) =>
    [...items].some(([key, value]) => key.endsWith('.accessToken') && value === token),
  );
  return isKnown ? 'accessToken' : 'refreshToken';
}

interface Claims {
  exp?: number;
  event_id?: string;
  token_use?: string;
}

function claimsOf(token: string): Claims | null {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return null;
  }
}

const isOf = (own: string, value: string) => own !== '' && claimsOf(value)?.event_id === own;
