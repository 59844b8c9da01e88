import type { Operation, Reason, Server } from '../contract/words';
import type { Fault } from '../pool/Faults';

/** One thing that can go wrong with a call, and what the contract makes of it. */
export interface FaultRow {
  name: string;
  /** What the pool does; absent where no request reaches it. */
  fault?: Fault;
  /** Why no request reaches the pool. */
  unreachable?: 'refused' | 'noSuchHost' | 'offline';
  /** It takes a browser to meet it. */
  isOfBrowsers?: true;
  /** Only the first call meets it. */
  once?: true;
  /** What the calls after the first one meet. */
  next?: Fault;
  /** Several where the contract leaves it open. Absent: the call succeeds all the same. */
  reasons?: readonly Reason[];
  errorName?: string;
  /** What can be said of Cognito's side if this was the last word. */
  server: readonly Server[];
  /** The operations that can meet it; all if absent. */
  only?: readonly Operation[];
  /** It is told by waiting, so the times have to be short. */
  isSlow?: true;
  /** The work is done although the client isn't told. */
  isPerformed?: true;
  /** How long Cognito wants to be left alone. */
  retryAfterMs?: number;
  /** Cognito says that the access token has expired, so that a new one may be fetched and tried. */
  isStale?: true;
}

const G = 'GlobalSignOut';
const R = 'RevokeToken';
const T = 'GetTokensFromRefreshToken';

const refused: readonly Server[] = ['notEnded'];
const unheard: readonly Server[] = ['unknown'];
/** A server's failure may be either: what really happened is up to the pool's record. */
const either: readonly Server[] = ['notEnded', 'unknown'];

type Named = readonly [
  errorName: string,
  status: number,
  reasons: readonly Reason[],
  only?: readonly Operation[] | undefined,
  message?: string,
];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ and COGNITO.md. */
const documented: readonly Named[] = [
  ['ForbiddenException', 403, ['forbidden']],
  ['InternalErrorException', 500, ['service']],
  ['InvalidParameterException', 400, ['misconfigured']],
  ['NotAuthorizedException', 400, ['unknown'], undefined, 'Because'],
  ['NotAuthorizedException', 400, ['sessionExpired'], [G], 'Access Token has expired'],
  ['NotAuthorizedException', 403, ['sessionExpired'], [G], 'Access Token has expired'],
  ['NotAuthorizedException', 400, ['sessionRevoked'], [G], 'Access Token has been revoked'],
  ['NotAuthorizedException', 403, ['sessionRevoked'], [G], 'Access Token has been revoked'],
  [
    'NotAuthorizedException',
    400,
    ['missingScope'],
    [G],
    'Access Token does not have required scopes',
  ],
  [
    'NotAuthorizedException',
    400,
    ['sessionExpired', 'sessionRevoked', 'unknown'],
    [G],
    'Invalid Access Token',
  ],
  ['NotAuthorizedException', 400, ['userNotReady'], [T], 'User is disabled.'],
  ['NotAuthorizedException', 400, ['sessionExpired'], [T], 'Refresh Token has expired'],
  ['NotAuthorizedException', 400, ['sessionRevoked'], [T], 'Refresh Token has been revoked'],
  [
    'NotAuthorizedException',
    400,
    ['sessionExpired', 'sessionRevoked', 'unknown'],
    [T],
    'Invalid Refresh Token',
  ],
  [
    'NotAuthorizedException',
    400,
    ['sessionExpired', 'sessionRevoked', 'misconfigured', 'unknown'],
    [R],
    'Invalid Refresh Token',
  ],
  ['PasswordResetRequiredException', 400, ['userNotReady'], [G, T], 'Password reset required'],
  ['RefreshTokenReuseException', 400, ['sessionRevoked'], [T]],
  ['ResourceNotFoundException', 404, ['misconfigured']],
  ['ResourceNotFoundException', 400, ['misconfigured']],
  ['TooManyRequestsException', 400, ['throttled']],
  ['TooManyRequestsException', 429, ['throttled']],
  ['LimitExceededException', 400, ['throttled']],
  ['ThrottlingException', 400, ['throttled']],
  ['UnauthorizedException', 401, ['misconfigured', 'forbidden'], [R]],
  ['UnsupportedTokenTypeException', 400, ['misconfigured', 'unknown'], [R]],
  ['UserNotConfirmedException', 400, ['userNotReady'], [G, T]],
];

type Nameless = readonly [status: number, reasons: readonly Reason[], server: readonly Server[]];

const statuses: readonly Nameless[] = [
  [301, ['misconfigured'], refused],
  [400, ['unknown'], refused],
  [401, ['forbidden', 'misconfigured', 'unknown'], refused],
  [403, ['forbidden'], refused],
  [404, ['misconfigured', 'unknown'], refused],
  [418, ['unknown'], refused],
  [429, ['throttled'], refused],
  [500, ['service'], either],
  [502, ['service'], unheard],
  [503, ['service'], either],
  [504, ['service', 'timeout'], unheard],
];

const throttled = { status: 400, message: 'Slow down' } as const;
const tooMany = 'TooManyRequestsException';

/** However the error's name is written. */
const spellings: readonly (readonly [string, Fault])[] = [
  ['in the header only', { ...throttled, errorName: tooMany, errorIn: 'header' }],
  ['in the body only', { ...throttled, errorName: tooMany, errorIn: 'body' }],
  ['with a prefix', { ...throttled, errorName: `com.amazonaws#${tooMany}` }],
  [
    'with a prefix in the body only',
    { ...throttled, errorName: `com.amazonaws.cognito#${tooMany}`, errorIn: 'body' },
  ],
  [
    'with a suffix',
    { ...throttled, errorName: `${tooMany}:http://internal.amazon.com/coral/com.amazon.coral/` },
  ],
  [
    'with both in the body only',
    { ...throttled, errorName: `aws#${tooMany}:http://internal/`, errorIn: 'body' },
  ],
];

const html = '<!doctype html><title>Welcome to the hotel</title>';
const nothingHeard: readonly Reason[] = ['unknown'];

export const faultRows: readonly FaultRow[] = [
  ...documented.map(([errorName, status, reasons, only, message]) => ({
    name: `${status} ${errorName}${message ? ` “${message}”` : ''}`,
    fault: { status, errorName, message: message ?? 'No' },
    reasons,
    errorName,
    server: status === 500 ? either : refused,
    ...(only && { only }),
    ...(/Access Token has expired|Invalid Access/.test(message ?? '') && {
      isStale: true as const,
    }),
  })),
  ...statuses.map(([status, reasons, server]) => ({
    name: `${status} without a name`,
    fault: { status },
    reasons,
    server,
  })),
  ...statuses
    .filter(([status]) => [403, 404, 429, 500, 502, 503, 504].includes(status))
    .map(([status, reasons, server]) => ({
      name: `${status} with a page`,
      fault: { status, body: html, headers: { 'content-type': 'text/html' } },
      reasons,
      server,
    })),
  ...spellings.map(([how, fault]) => ({
    name: `the error's name ${how}`,
    fault,
    reasons: ['throttled'] as const,
    errorName: tooMany,
    server: refused,
  })),
  {
    name: 'the message in the header only',
    fault: {
      status: 400,
      errorName: 'NotAuthorizedException',
      message: 'Access Token does not have required scopes',
      errorIn: 'header',
      body: '',
    },
    reasons: ['missingScope'],
    errorName: 'NotAuthorizedException',
    server: refused,
    only: [G],
  },
  {
    name: 'UnsupportedOperationException',
    fault: { status: 400, errorName: 'UnsupportedOperationException', message: 'Not enabled' },
    reasons: ['revocationDisabled'],
    errorName: 'UnsupportedOperationException',
    server: refused,
    only: [R],
  },
  {
    name: '200 with a page',
    fault: { status: 200, body: html },
    reasons: nothingHeard,
    server: unheard,
  },
  {
    name: '200 with an empty body of a proxy’s',
    fault: { status: 200, body: '', headers: { 'content-type': 'text/html' } },
    reasons: nothingHeard,
    server: unheard,
  },
  {
    name: 'performed, then 200 with an empty body, as AWS documents it',
    fault: { status: 200, body: '', after: true },
    isPerformed: true,
    only: [G, R],
    server: ['ended'],
  },
  {
    name: '200 with null',
    fault: { status: 200, body: 'null' },
    reasons: nothingHeard,
    server: unheard,
  },
  {
    name: '200 with somebody else’s JSON',
    fault: { status: 200, body: '{"portal":"Accept our terms"}' },
    reasons: nothingHeard,
    server: unheard,
  },
  {
    name: '200 with an error in it',
    fault: { status: 200, body: `{"__type":"${tooMany}","message":"Slow down"}` },
    reasons: ['throttled', 'unknown'],
    errorName: tooMany,
    server: either,
  },
  {
    name: '307 to somewhere else',
    fault: { status: 307, headers: { location: '/elsewhere' } },
    reasons: ['misconfigured'],
    server: refused,
    only: [G, R],
  },
  ...(
    [
      ['0', 0],
      ['1', 1000],
      ['3600', 3_600_000],
      ['Fri, 31 Dec 2100 23:59:59 GMT', 3_600_000],
    ] as const
  ).map(([retryAfter, retryAfterMs]) => ({
    name: `429 with Retry-After: ${retryAfter}`,
    fault: { status: 429, errorName: tooMany, headers: { 'retry-after': retryAfter } },
    reasons: ['throttled'] as const,
    errorName: tooMany,
    server: refused,
    retryAfterMs,
  })),
  {
    name: 'reset once, then 403',
    fault: { reset: true },
    once: true,
    next: { status: 403, errorName: 'ForbiddenException' },
    reasons: ['forbidden'],
    errorName: 'ForbiddenException',
    server: unheard,
    only: [G, R],
  },
  {
    name: 'told once that the access token has expired',
    fault: {
      status: 400,
      errorName: 'NotAuthorizedException',
      message: 'Access Token has expired',
    },
    once: true,
    server: refused,
    only: [G],
    isStale: true,
  },
  { name: 'refused', unreachable: 'refused', reasons: ['network'], server: either },
  { name: 'no such host', unreachable: 'noSuchHost', reasons: ['network'], server: either },
  {
    name: 'offline',
    unreachable: 'offline',
    reasons: ['offline'],
    server: either,
    isOfBrowsers: true,
  },
  {
    name: '500 without CORS headers',
    fault: { status: 500, withoutCors: true },
    reasons: ['network'],
    server: unheard,
    isOfBrowsers: true,
  },
  { name: 'reset', fault: { reset: true }, reasons: ['network'], server: unheard },
  { name: 'closed early', fault: { closeEarly: true }, reasons: ['network'], server: unheard },
  { name: 'silent', fault: { silent: true }, reasons: ['timeout'], server: unheard, isSlow: true },
  {
    name: 'silent after the headers',
    fault: { silent: 'afterHeaders' },
    reasons: ['timeout'],
    server: unheard,
    isSlow: true,
  },
  { name: 'late, but not too late', fault: { delayMs: 80 }, server: refused },
  {
    name: 'too late',
    fault: { delayMs: 900 },
    reasons: ['timeout'],
    server: unheard,
    isSlow: true,
    isPerformed: true,
  },
  {
    name: 'performed, then silent',
    fault: { silent: true, after: true },
    reasons: ['timeout'],
    server: unheard,
    isSlow: true,
    isPerformed: true,
  },
  {
    name: 'performed, then silent after the headers',
    fault: { silent: 'afterHeaders', after: true },
    reasons: ['timeout'],
    server: unheard,
    isSlow: true,
    isPerformed: true,
  },
  {
    name: 'performed, then reset',
    fault: { reset: true, after: true },
    reasons: ['network'],
    server: unheard,
    isPerformed: true,
  },
  {
    name: 'performed, then closed early',
    fault: { closeEarly: true, after: true },
    reasons: ['network'],
    server: unheard,
    isPerformed: true,
  },
  {
    name: 'performed, then 500',
    fault: { status: 500, errorName: 'InternalErrorException', after: true },
    reasons: ['service'],
    errorName: 'InternalErrorException',
    server: unheard,
    isPerformed: true,
  },
  {
    name: 'performed, then 504',
    fault: { status: 504, after: true },
    reasons: ['service', 'timeout'],
    server: unheard,
    isPerformed: true,
  },
  {
    name: 'throttled once',
    fault: { status: 429, errorName: tooMany },
    once: true,
    server: refused,
  },
  { name: '503 once', fault: { status: 503 }, once: true, server: refused },
  { name: 'reset once', fault: { reset: true }, once: true, server: refused },
  {
    name: 'silent once',
    fault: { silent: true },
    once: true,
    server: refused,
    only: [G, R],
    isSlow: true,
  },
  {
    name: 'performed, then reset, once',
    fault: { reset: true, after: true },
    once: true,
    server: unheard,
    isPerformed: true,
  },
  {
    name: 'performed, then silent, once',
    fault: { silent: true, after: true },
    once: true,
    only: [G, R],
    server: unheard,
    isSlow: true,
    isPerformed: true,
  },
  {
    name: 'performed, then 500, once',
    fault: { status: 500, errorName: 'InternalErrorException', after: true },
    once: true,
    server: unheard,
    isPerformed: true,
  },
];

export function faultNamed(name: string): FaultRow {
  const row = faultRows.find((it) => it.name === name);
  if (!row) throw new Error(`The table has no fault “${name}”.`);
  return row;
}

/** The faults that an operation can meet. */
export const faultsOf = (operation: Operation) =>
  faultRows.filter(
    ({ only, isOfBrowsers }) => !isOfBrowsers && (!only || only.includes(operation)),
  );
