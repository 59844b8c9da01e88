import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { within } from './within';

/** One of the app's own tasks after a sign-out: forget cached data, close subscriptions. */
export type CleanupTask = (outcome: SignOutOutcome) => void | Promise<void>;

const taskTimeoutMs = 5000;

/** Runs the tasks in order, each at most five seconds, and resolves to what failed. */
export async function runCleanup(
  tasks: readonly CleanupTask[],
  outcome: SignOutOutcome,
): Promise<readonly SignOutFailure[]> {
  const failures: SignOutFailure[] = [];
  for (const task of tasks) {
    const running = (async () => task(outcome))().then(
      () => null,
      () => 'unknown' as const,
    );
    const reason = await within(running, taskTimeoutMs);
    if (reason) failures.push(signOutFailure('cleanup', reason));
  }
  return failures;
}
