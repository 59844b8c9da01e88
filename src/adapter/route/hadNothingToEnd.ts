import { parseOutcome } from '../../outcome/parseOutcome';
import type { Answer } from './callRoute';

/** Whether the route found nobody, or a session that was over. */
export function hadNothingToEnd({ outcome }: Answer): boolean {
  const told = parseOutcome(outcome);
  if (!told?.signedOutLocally) return false;
  return told.status === 'partial'
    ? /^session/.test(told.failures[0].reason)
    : told.server === 'unknown';
}
