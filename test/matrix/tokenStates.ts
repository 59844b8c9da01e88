import type { Operation, Reason, Scope, TokenName } from '../contract/words';
import type { ClientOptions } from '../pool/ClientOptions';

/** What a sign-out in a healthy world asks of Cognito, and what becomes of it. */
export interface Script {
  calls: readonly Operation[];
  /** Why it can't be confirmed; absent where it can. */
  failure?: { step: string; reasons: readonly Reason[]; errorName?: string };
  warning?: 'revocationDisabled';
}

export interface StateRow {
  name: string;
  client?: ClientOptions;
  /** Signed in two hours ago, so that the access and ID tokens have expired. */
  isAged?: true;
  /** What happened to the user or the session at Cognito since. */
  since?: 'deleted' | 'disabled' | 'revoked';
  /** Token keys that are gone from the storage. */
  gone?: readonly TokenName[];
  corrupt?: TokenName;
  /** LastAuthUser is gone; the adapter has seen the session before. */
  isNameLost?: true;
  isNobody?: true;
  /** Whether a global sign-out that is given up can still end its own session: with a RevokeToken, or not. */
  canRevoke: boolean;
  global: Script;
  local: Script;
}

const G = 'GlobalSignOut';
const R = 'RevokeToken';
const T = 'GetTokensFromRefreshToken';

const revokes = { local: { calls: [R] }, canRevoke: true } satisfies Partial<StateRow>;
const ends = { ...revokes, global: { calls: [G] } } satisfies Partial<StateRow>;
const refreshes = { ...revokes, global: { calls: [T, G] } } satisfies Partial<StateRow>;

/** Without a refresh token nothing can be revoked, and Cognito can't be asked for a new access token. */
const unrevoked: Script = {
  calls: [],
  failure: { step: 'revokeToken', reasons: ['notAttempted'] },
};
const withoutAccess: Script = {
  calls: [],
  failure: { step: 'session', reasons: ['sessionExpired', 'notAttempted', 'unknown'] },
};
const revokedBefore: Script = {
  calls: [G],
  failure: {
    step: 'globalSignOut',
    reasons: ['sessionRevoked'],
    errorName: 'NotAuthorizedException',
  },
};
const notRefreshable = (reason: Reason): Script => ({
  calls: [T],
  failure: { step: 'session', reasons: [reason], errorName: 'NotAuthorizedException' },
});
const undeclared: Script = { calls: [], warning: 'revocationDisabled' };

const rotation = { client: { rotation: true } } as const;
const revocationOff = { client: { revocation: false } } as const;
const unscoped = { client: { scope: 'openid email' } } as const;
const missingScope = { step: 'globalSignOut', reasons: ['missingScope'] } as const;

export const stateRows: readonly StateRow[] = [
  { name: 'fresh', ...ends },
  { name: 'expired', isAged: true, ...refreshes },
  { name: 'rotating', ...rotation, ...ends },
  { name: 'expired and rotating', isAged: true, ...rotation, ...refreshes },
  {
    name: 'expired, refresh token revoked',
    isAged: true,
    since: 'revoked',
    ...revokes,
    canRevoke: false,
    global: notRefreshable('sessionRevoked'),
  },
  {
    name: 'expired, refresh token expired',
    isAged: true,
    client: { refreshTokenSeconds: 3600 },
    ...revokes,
    canRevoke: false,
    global: notRefreshable('sessionExpired'),
  },
  {
    name: 'without a refresh token',
    gone: ['refreshToken'],
    ...ends,
    local: unrevoked,
    canRevoke: false,
  },
  {
    name: 'expired, without a refresh token',
    isAged: true,
    gone: ['refreshToken'],
    global: withoutAccess,
    local: unrevoked,
    canRevoke: false,
  },
  { name: 'user deleted', since: 'deleted', ...ends, canRevoke: false },
  {
    name: 'expired, user deleted',
    isAged: true,
    since: 'deleted',
    ...revokes,
    canRevoke: false,
    global: { calls: [T] },
  },
  { name: 'user disabled', since: 'disabled', ...ends, canRevoke: false, global: revokedBefore },
  {
    name: 'expired, user disabled',
    isAged: true,
    since: 'disabled',
    ...revokes,
    global: notRefreshable('userNotReady'),
  },
  { name: 'no origin_jti', ...revocationOff, ...ends, canRevoke: false, local: undeclared },
  {
    name: 'expired, no origin_jti',
    isAged: true,
    ...revocationOff,
    ...refreshes,
    canRevoke: false,
    local: undeclared,
  },
  {
    name: 'no origin_jti, access token evicted',
    ...revocationOff,
    gone: ['accessToken'],
    ...refreshes,
    canRevoke: false,
    // The ID token tells as well; asking Cognito is as good.
    local: { calls: [R], warning: 'revocationDisabled' },
  },
  { name: 'no scope', ...unscoped, ...ends, global: { calls: [], failure: missingScope } },
  {
    name: 'no scope, access token evicted',
    ...unscoped,
    gone: ['accessToken'],
    ...revokes,
    global: {
      calls: [T, G],
      failure: { ...missingScope, errorName: 'NotAuthorizedException' },
    },
  },
  { name: 'access token corrupt', corrupt: 'accessToken', ...refreshes },
  { name: 'access token corrupt, rotating', corrupt: 'accessToken', ...rotation, ...refreshes },
  { name: 'ID token corrupt', corrupt: 'idToken', ...ends },
  {
    name: 'refresh token corrupt',
    corrupt: 'refreshToken',
    ...ends,
    canRevoke: false,
    local: {
      calls: [R],
      failure: {
        step: 'revokeToken',
        reasons: ['misconfigured', 'sessionExpired', 'unknown'],
        errorName: 'InvalidParameterException',
      },
    },
  },
  { name: 'access token evicted', gone: ['accessToken'], ...refreshes },
  { name: 'ID token evicted', gone: ['idToken'], ...ends },
  { name: 'only the refresh token', gone: ['accessToken', 'idToken'], ...refreshes },
  {
    name: 'only the refresh token, rotating',
    gone: ['accessToken', 'idToken'],
    ...rotation,
    ...refreshes,
  },
  {
    name: 'only the ID token',
    gone: ['accessToken', 'refreshToken'],
    global: withoutAccess,
    local: unrevoked,
    canRevoke: false,
  },
  { name: 'LastAuthUser lost', isNameLost: true, ...ends },
  { name: 'expired, LastAuthUser lost', isNameLost: true, isAged: true, ...refreshes },
  { name: 'revoked elsewhere', since: 'revoked', ...ends, canRevoke: false, global: revokedBefore },
  { name: 'nobody', isNobody: true, global: { calls: [] }, local: { calls: [] }, canRevoke: false },
];

export function stateNamed(name: string): StateRow {
  const row = stateRows.find((it) => it.name === name);
  if (!row) throw new Error(`The table has no state “${name}”.`);
  return row;
}

export const scriptOf = (state: StateRow, scope: Scope): Script => state[scope];

/** The token keys that the storage holds before the sign-out. */
export const storedNames = ({ gone = [], isNobody }: StateRow): TokenName[] =>
  isNobody
    ? []
    : (['accessToken', 'idToken', 'refreshToken'] as const).filter((name) => !gone.includes(name));
