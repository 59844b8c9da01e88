import type { Browser } from './Browser';
import type { createRouteStage } from './setUp';

type Stage = Pick<ReturnType<typeof createRouteStage>, 'signIn'>;

/** Two sessions whose cookies have the same names: of the host, and of its domain. */
export async function signInTwice({ signIn }: Stage, domain: string): Promise<Browser> {
  return signIn({ domain }, await signIn());
}
