import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import type { SignOutOptions } from '../../src/flow/signOutState';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../src/outcome/SignOutOutcome';
import { alice, attempt, createFakeAdapter, flushPromises } from './createFakeAdapter';

export const idle = { status: 'idle', outcome: null, canRetry: false, button: null };
export const inTenMinutes = () => new Date(Date.now() + 600_000);

export const local = completeSignOut({ scope: 'local', server: 'ended', tokensExpireBy: null });
export const global = completeSignOut({ scope: 'global', server: 'ended', tokensExpireBy: null });
export const nobody = completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });
export const busy = (retryUntil: Date | null = inTenMinutes()) =>
  partialSignOut({
    scope: 'global',
    server: 'notEnded',
    tokensExpireBy: null,
    failures: [signOutFailure('globalSignOut', 'throttled', 'TooManyRequestsException')],
    retryUntil,
  });
/** An attempt whose retries all come to the same. */
export function stillBusy(): SignOutAttempt {
  const again: SignOutAttempt = attempt(busy(), { retry: async () => again });
  return again;
}

export const refused = failedSignOut('local', 'ended', signOutFailure('clearLocal', 'storage'));
export const cancelled = (scope: 'local' | 'global') =>
  failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled'));

/** A flow over a fake adapter, with everything it shows and tells on record. */
export function setUp(hooks: SignOutHooks = {}) {
  const adapter = createFakeAdapter();
  const session = { user: alice as typeof alice | null };
  const told: SignOutOutcome[] = [];
  const onOutcome = (outcome: SignOutOutcome) => void told.push(outcome);
  const all: SignOutHooks = { onOutcome, ...hooks };
  const flow = createSignOutFlow(
    adapter,
    () => all,
    () => session.user,
  );
  const shown: string[] = [];
  flow.subscribe(() => shown.push(flow.get().status));
  return { adapter, flow, told, shown, hooks: all, session };
}

/** Fails instead of hanging where a promise never settles. */
export async function settledNow<T>(promise: Promise<T>): Promise<T | 'never settled'> {
  await flushPromises();
  return Promise.race([promise, Promise.resolve('never settled' as const)]);
}

/** A promise that the test settles. */
export function deferred<T>() {
  let resolve = (_: T) => {};
  let reject = (_: unknown) => {};
  const promise = new Promise<T>((resolveIt, rejectIt) => {
    resolve = resolveIt;
    reject = rejectIt;
  });
  return { promise, resolve, reject };
}

/** Settles one sign-out as the attempt says. */
export async function signOutOnce(
  { adapter, flow }: Pick<ReturnType<typeof setUp>, 'adapter' | 'flow'>,
  result: SignOutAttempt,
  options: SignOutOptions = {},
  button: string | null = null,
): Promise<SignOutOutcome> {
  const promise = flow.signOut(options, button);
  adapter.call.settle(result);
  return promise;
}
