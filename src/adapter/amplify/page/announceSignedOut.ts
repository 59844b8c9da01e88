import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { Hub } from 'aws-amplify/utils';
import { createDeadline } from '../../createDeadline';
import type { Surroundings } from '../signOut/Surroundings';
import { takeManagedLoginMarkers } from './managedLogin';
import type { Configuration } from './readConfiguration';
import { readSignedInNow } from './readSignedInNow';
import { registry } from './registry';

/** What Amplify keeps beside the tokens is worth a short wait, not the event. */
const patienceMs = 500;

/**
 * Clears what Amplify keeps beside the tokens and tells the app through Hub, unless someone else is signed in: Amplify
 * UI answers the event with a signOut() of its own, which would end their session. Resolves to whether the session
 * came from the managed login.
 */
export async function announceSignedOut(
  configuration: Configuration,
  undisturbed: Surroundings['undisturbed'],
): Promise<boolean> {
  const readAgain = () => undisturbed(() => readSignedInNow(configuration));
  if (await readAgain()) {
    // Nobody tells of who is there where the app has given Amplify another storage.
    for (const look of registry().watchers) look();
    return false;
  }
  const isFederated = await takeManagedLoginMarkers(configuration).catch(() => false);
  const patience = createDeadline(patienceMs);
  await patience.within(Amplify.clearCredentials()).catch(() => {});
  patience.stop();
  if (!(await readAgain())) {
    Hub.dispatch('auth', { event: 'signedOut' }, 'Auth', AMPLIFY_SYMBOL);
  }
  return isFederated;
}
