import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import { cleanOnce } from '../../cleanOnce';
import type { Stage } from './Stage';

/** What never got as far as a session: nothing is retained, and nothing can be tried again. */
export const settledWith = (outcome: SignOutOutcome, clientId?: string): SignOutAttempt => ({
  outcome,
  ...(clientId && { clientId }),
  revealToken: () => null,
  forget() {},
});

/** Settles what ended no session itself, and tells the page of it; what was called off is nothing to anybody else. */
export async function settleWithout(
  { around }: Stage,
  request: SignOutRequest,
  outcome: SignOutOutcome,
  more: Pick<SignOutAttempt, 'correction'> = {},
): Promise<SignOutAttempt> {
  const take = () => ({ ...settledWith(outcome, around.client.clientId), ...more });
  if (!request.signal?.aborted) around.tellPage({ requests: [request], take }, []);
  return { ...take(), outcome: await cleanOnce()(outcome, request) };
}
