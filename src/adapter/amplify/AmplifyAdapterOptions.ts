import { checkTimes } from '../checkTimes';

export interface AmplifyAdapterOptions {
  /** Longest time for one request, in milliseconds. @default 5000 */
  attemptTimeoutMs?: number;
  /** Longest time for the whole sign-out but the app's own hooks, in milliseconds. @default 10000 */
  deadlineMs?: number;
  /** Longest time that a token is kept in memory for a retry, in milliseconds. @default 600000 */
  retainMs?: number;
  /** What to do with this browser's session when a global sign-out was not confirmed. @default 'signOutLocally' */
  onGlobalFailure?: 'signOutLocally' | 'staySignedIn';
}

/** Fills in the defaults. Throws a RangeError for a time that is not a positive number, or another way to go on. */
export function withDefaults(
  given: AmplifyAdapterOptions | null = {},
  caller = 'createAmplifyAdapter',
): Required<AmplifyAdapterOptions> {
  const options = given ?? {};
  const { attemptTimeoutMs = 5000, deadlineMs = 10_000, retainMs = 600_000 } = options;
  checkTimes(caller, { attemptTimeoutMs, deadlineMs, retainMs });
  const { onGlobalFailure = 'signOutLocally' } = options;
  if (onGlobalFailure !== 'signOutLocally' && onGlobalFailure !== 'staySignedIn') {
    throw new RangeError(
      `${caller}: onGlobalFailure is ${JSON.stringify(onGlobalFailure)}. Give 'signOutLocally' or 'staySignedIn'.`,
    );
  }
  return { attemptTimeoutMs, deadlineMs, retainMs, onGlobalFailure };
}
