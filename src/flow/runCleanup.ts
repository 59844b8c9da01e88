import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<SignOutFailure>((resolve) => {
      timer = setTimeout(() => resolve(signOutFailure('cleanup', 'timeout')), taskTimeoutMs);
    });
    const run = async () => task(outcome);
    const failure = await Promise.race([
      run().then(
        () => null,
        () => signOutFailure('cleanup', 'unknown'),
      ),
      timeout,
    ]);
    clearTimeout(timer);
    if (failure) failures.push(failure);
  }
  return failures;
}
