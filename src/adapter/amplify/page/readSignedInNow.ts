import type { Session } from '../session/Session';
import { readSignedIn } from '../session/storedSession';
import { type Configuration, readConfiguration } from './readConfiguration';

/** Reads the session that Amplify would find by now: it may have been given another app client since. */
export async function readSignedInNow(configuration: Configuration): Promise<Session | null> {
  const now = readConfiguration();
  return readSignedIn('problem' in now ? configuration : now);
}
