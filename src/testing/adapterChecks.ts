import type { AdapterCheck, SetUpStage } from './checks/AdapterStage';
import { retryChecks } from './checks/retryChecks';
import { sessionChecks } from './checks/sessionChecks';
import { signOutChecks } from './checks/signOutChecks';

const checks: Readonly<Record<string, AdapterCheck>> = {
  ...sessionChecks,
  ...signOutChecks,
  ...retryChecks,
};

/**
 * What `<AuthProvider>` relies on in any adapter, as one test each: a name, and a function that rejects with what is not
 * kept to. For whoever writes an adapter; the scripted adapter and Amplify's pass the same ones. Needs real timers.
 *
 * @example
 * // In Vitest and Jest alike.
 * test.each(adapterChecks(setUp))('%s', (_name, check) => check());
 *
 * async function setUp(): Promise<AdapterStage> {
 *   const service = await startMyService(); // a fresh one, or a stand-in for it
 *   return {
 *     adapter: createMyAdapter(service),
 *     signIn: () => service.signIn(nextPerson()),
 *     endElsewhere: () => service.endSession(),
 *     setBusy: (isBusy) => service.answerWith(isBusy ? 503 : 200),
 *   };
 * }
 */
export const adapterChecks = (setUp: SetUpStage): [name: string, check: () => Promise<void>][] =>
  Object.entries(checks).map(([name, check]) => [name, () => check(setUp)]);
