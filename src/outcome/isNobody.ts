import type { SignOutOutcome } from './SignOutOutcome';

/** Whether an outcome says that nobody was signed in, so that Cognito had nothing to end. */
export function isNobody(outcome: SignOutOutcome): boolean {
  const { status, scope, server } = outcome;
  return (
    status === 'complete' &&
    scope === 'local' &&
    server === 'unknown' &&
    !outcome.warnings.some(({ step }) => step === 'revokeToken')
  );
}
