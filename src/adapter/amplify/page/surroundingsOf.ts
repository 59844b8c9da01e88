import { dropLater } from '../../dropLater';
import type { AmplifyAdapterOptions } from '../AmplifyAdapterOptions';
import type { Surroundings } from '../signOut/Surroundings';
import { announceSignedOut } from './announceSignedOut';
import { exclusively } from './exclusively';
import { readUndisturbed, refreshInFlight, storeInTurn } from './gate';
import { leaveMark } from './mark';
import type { Configuration } from './readConfiguration';
import { registry } from './registry';
import { tellTabs } from './tabs';
import { tellPage } from './tellPage';
import { withPreparedHeaders } from './withPreparedHeaders';

/** The page as what a sign-out finds around it. */
export function surroundingsOf(
  configuration: Configuration,
  options: Required<AmplifyAdapterOptions>,
): Surroundings {
  const { clientId, storage } = configuration;
  const page = registry();
  const undisturbed: Surroundings['undisturbed'] = (read) =>
    readUndisturbed(read, storage, options.deadlineMs * 0.4);
  return {
    ...withPreparedHeaders(configuration),
    options,
    others: page.signOuts,
    arrivals: page.arrivals,
    mark: (session, scope) => leaveMark(configuration, session, scope),
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    refreshInFlight,
    storing: (store) => storeInTurn(store, storage),
    undisturbed,
    exclusively: (work) => exclusively(clientId, options.deadlineMs * 0.1, work),
    dropLater,
    tell: (userId, outcome) => tellTabs({ clientId, userId, by: 'otherTab', outcome }),
    tellPage,
    announce: () => announceSignedOut(configuration, undisturbed),
    warn(problem) {
      if (!page.warnings.has(problem)) console.warn(`amplify-signoff: ${problem}`);
      page.warnings.add(problem);
    },
  };
}
