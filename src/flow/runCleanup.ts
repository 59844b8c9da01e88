import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { within } from './within';

/** One of the app's own tasks after a sign-out: forget cached data, close subscriptions. */
export type CleanupTask = (outcome: SignOutOutcome) => void | Promise<void>;

const taskTimeoutMs = 5000;

/** Runs the tasks in order, each at most five seconds, logs what fails, and resolves to it. */
export async function runCleanup(
  tasks: readonly CleanupTask[],
  outcome: SignOutOutcome,
): Promise<readonly SignOutFailure[]> {
  const failures: SignOutFailure[] = [];
  if (!Array.isArray(tasks)) {
    console.error(
      'amplify-signoff: afterSignOut is no list of functions, so none of the tasks was run. Give <AuthProvider> a list: afterSignOut={[forgetData]}. The person is signed out all the same.',
    );
    return [signOutFailure('cleanup', 'misconfigured')];
  }
  for (const [place, task] of tasks.entries()) {
    const failed = (how: string, ...error: unknown[]) =>
      console.error(
        `amplify-signoff: afterSignOut[${place}] ${how}. The person is signed out all the same.`,
        ...error,
      );
    if (typeof task !== 'function') {
      failed('is no function, so it was not run');
      failures.push(signOutFailure('cleanup', 'misconfigured'));
      continue;
    }
    const running = (async () => task(outcome))().then(
      () => null,
      (error) => {
        failed('threw', error);
        return 'unknown' as const;
      },
    );
    const reason = await within(running, taskTimeoutMs);
    if (reason === 'timeout') failed('has not settled within five seconds');
    if (reason) failures.push(signOutFailure('cleanup', reason));
  }
  return failures;
}
