import type { Session } from '../session/Session';
import { findSessions, lastUsername, readSession } from '../session/storedSession';
import { guardTokenStore } from './gate';
import type { Configuration } from './readConfiguration';
import { registry } from './registry';

/** Reads the session that is signed in. One that has ended here, and is stored again, is erased first. */
export async function readCurrentSession(configuration: Configuration): Promise<Session | null> {
  guardTokenStore();
  const { lastUsernames, signOuts } = registry();
  const { clientId } = configuration;
  const name = await lastUsername(configuration);
  // What Amplify falls back to.
  const username = name ?? lastUsernames.get(clientId) ?? 'username';
  let session = await readSession(configuration, username);
  for (const known of [...signOuts]) {
    const { isCleared, isForgotten } = known.progress;
    const isStored = session !== null && known.owns(configuration, session);
    // Ended and stored again, or retained and gone.
    const isNews = isCleared ? isStored : !isStored && !isForgotten;
    if (!isNews || !known.isAt(configuration)) continue;
    await known.lookAgain(configuration);
    if (known.progress.isCleared) session = await readSession(configuration, username);
  }
  if (session) lastUsernames.set(clientId, username);
  return session;
}

/** Finds the session that is signed in, else every one that Amplify overlooks. */
export async function findCurrentSessions(configuration: Configuration): Promise<Session[]> {
  const session = await readCurrentSession(configuration);
  if (session) return [session];
  const { lastUsernames, signOuts } = registry();
  const open = [...signOuts].filter((it) => !it.progress.isCleared && it.isAt(configuration));
  const lastSeen = lastUsernames.get(configuration.clientId);
  const names = open.map(({ username }) => username).concat(lastSeen ?? []);
  return findSessions(configuration, names);
}
