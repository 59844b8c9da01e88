import type { SignOutOutcome } from './SignOutOutcome';

/** Whether what an adapter of somebody else's resolved to has what is shown of an outcome. */
export function isOutcome(given: unknown): given is SignOutOutcome {
  const { status, warnings, failures } = Object(given);
  if (status === 'complete') return Array.isArray(warnings);
  return (status === 'partial' || status === 'failed') && Boolean(failures?.[0]?.step);
}
