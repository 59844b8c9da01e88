import { unlessAborted } from '../adapter/unlessAborted';
import type { SignOutScope } from '../outcome/SignOutOutcome';
import type { SignOutHooks } from './SignOutHooks';
import { within } from './within';

/** An app may ask the person first, who may take a while. */
const longestMs = 60_000;

/** Asks the app whether a sign-out may go on. One that throws or hangs is logged: nobody was signed out, and it is why. */
export async function askApp(
  beforeSignOut: NonNullable<SignOutHooks['beforeSignOut']>,
  scope: SignOutScope,
  signal: AbortSignal | undefined,
): Promise<'go' | 'no' | 'timeout' | 'unknown'> {
  try {
    const asked = (async () => beforeSignOut({ scope }))();
    const answer = await unlessAborted(within(asked, longestMs), signal, false);
    if (answer === 'timeout') {
      console.error(
        'amplify-signoff: beforeSignOut has not settled within a minute, so nobody was signed out. Resolve it, or return false to say no.',
      );
      return answer;
    }
    return answer === false ? 'no' : 'go';
  } catch (error) {
    console.error('amplify-signoff: beforeSignOut threw, so nobody was signed out.', error);
    return 'unknown';
  }
}
