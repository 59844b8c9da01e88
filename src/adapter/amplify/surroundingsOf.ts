import { dropLater } from '../dropLater';
import type { AmplifyAdapterOptions } from './AmplifyAdapterOptions';
import { announceSignedOut } from './page/announceSignedOut';
import { exclusively } from './page/exclusively';
import { readUndisturbed, refreshInFlight, storeInTurn } from './page/gate';
import { leaveMark } from './page/mark';
import type { Configuration } from './page/readConfiguration';
import { registry } from './page/registry';
import { tellTabs } from './page/tabs';
import { tellPage } from './page/tellPage';
import { withPreparedHeaders } from './page/withPreparedHeaders';
import type { Surroundings } from './signOut/Surroundings';

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
