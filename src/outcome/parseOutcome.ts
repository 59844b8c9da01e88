import { errorNameOf } from './errorNameOf';
import {
  type SignOutFailure,
  type SignOutReason,
  type SignOutStep,
  signOutFailure,
} from './SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  type PartialSignOut,
  partialSignOut,
  type ServerSide,
  type SignOutOutcome,
  type SignOutScope,
} from './SignOutOutcome';

type Names<T extends string> = Readonly<Record<T, 1>>;

const scopes: Names<SignOutScope> = { local: 1, global: 1 };
const servers: Names<ServerSide> = { ended: 1, notEnded: 1, unknown: 1 };
const steps: Names<SignOutStep> = {
  prepare: 1,
  session: 1,
  globalSignOut: 1,
  revokeToken: 1,
  clearLocal: 1,
  cleanup: 1,
  hostedUi: 1,
};
const reasons: Names<SignOutReason> = {
  offline: 1,
  network: 1,
  timeout: 1,
  throttled: 1,
  service: 1,
  sessionExpired: 1,
  sessionRevoked: 1,
  userNotReady: 1,
  missingScope: 1,
  revocationDisabled: 1,
  forbidden: 1,
  misconfigured: 1,
  storage: 1,
  cancelled: 1,
  notAttempted: 1,
  unknown: 1,
};

/** Reads an outcome that went through JSON; null where it is not to the letter what JSON makes of one. */
export function parseOutcome(value: unknown): SignOutOutcome | null {
  try {
    const outcome = rebuild(value as Parsed);
    return JSON.stringify(outcome) === JSON.stringify(value) ? outcome : null;
  } catch {
    return null;
  }
}

interface Parsed extends Pick<PartialSignOut, 'scope' | 'server' | 'failures'> {
  status: SignOutOutcome['status'];
  tokensExpireBy: string | null;
  retryUntil: string | null;
  warnings: readonly SignOutFailure[];
}

/** Throws, or builds something else, where it is no outcome. */
function rebuild(parsed: Parsed): SignOutOutcome {
  const { status } = parsed;
  const scope = among(scopes, parsed.scope);
  const server = among(servers, parsed.server);
  if (status === 'failed') return failedSignOut(scope, server, ...failuresOf(parsed));
  if (status === 'complete' && scope === 'global' && server !== 'ended')
    throw new RangeError(server);
  const settled = { scope, server, tokensExpireBy: dateOf(parsed.tokensExpireBy) };
  return status === 'partial'
    ? partialSignOut({
        ...settled,
        failures: failuresOf(parsed),
        retryUntil: dateOf(parsed.retryUntil),
      })
    : completeSignOut({ ...settled, warnings: parsed.warnings.map(rebuildFailure) });
}

function failuresOf({ failures: [first, ...more] }: Parsed): PartialSignOut['failures'] {
  return [rebuildFailure(first), ...more.map(rebuildFailure)];
}

function rebuildFailure({ step, reason, errorName }: SignOutFailure): SignOutFailure {
  const name = errorName === undefined ? errorName : errorNameOf(errorName);
  return signOutFailure(among(steps, step), among(reasons, reason), name);
}

const dateOf = (time: string | null) => (time === null ? null : new Date(time));

function among<T extends string>(names: Names<T>, name: T): T {
  if (!Object.hasOwn(names, name)) throw new RangeError(name);
  return name;
}
