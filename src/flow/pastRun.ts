import type { AuthUser } from '../adapter/AuthAdapter';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { createRun } from './createRun';
import type { Run } from './signOutState';

/** Stands for the button of a page, or of a provider, that is gone, so that what it asked for is shown all the same. */
export const goneButton = 'gone';

/** Stands for a sign-out that another page load, or another provider, has asked for. */
export const pastRun = (outcome: SignOutOutcome, user: AuthUser | null): Run => {
  const { scope } = outcome;
  const options = { global: scope === 'global' };
  const run = createRun(
    { id: 0, options, user, scope, button: goneButton },
    Promise.resolve(outcome),
  );
  return { ...run, isAsked: true };
};
