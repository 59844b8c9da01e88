import { signOutFailure } from '../../outcome/SignOutFailure';
import {
  failedSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../../outcome/SignOutOutcome';
import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { type AmplifyAdapterOptions, withDefaults } from './AmplifyAdapterOptions';
import { announceSignedOut } from './page/announceSignedOut';
import {
  guardTokenStore,
  readUndisturbed,
  refreshInFlight,
  storedTokens,
  storeInTurn,
} from './page/gate';
import { leavePage, redirectProblem } from './page/managedLogin';
import { type Configuration, readConfiguration } from './page/readConfiguration';
import { registry } from './page/registry';
import { subscribeToHub } from './page/subscribeToHub';
import { lacksAdminScope, type Session, tokensLifetimeMs } from './session/Session';
import { findSessions, lastUsername, readSession, readSignedIn } from './session/storedSession';
import { userOf } from './session/userOf';
import { settledWith } from './signOut/attempt';
import { createDeadline } from './signOut/createDeadline';
import type { Surroundings } from './signOut/Surroundings';
import { signOut } from './signOut/signOut';

/**
 * Connects the kit to the configured `aws-amplify` v6. Nothing is read or subscribed before it is used, so it may be
 * created before `Amplify.configure()`. Throws a RangeError for a time that no timer can keep.
 */
export function createAmplifyAdapter(given?: AmplifyAdapterOptions): AuthAdapter {
  const options = withDefaults(given);
  const patienceMs = options.deadlineMs * 0.4;
  const reported = new Set<string>();
  let longestLifetimeMs = 0;

  function misconfigured(scope: SignOutScope, problem: string): SignOutAttempt {
    if (!reported.has(problem)) console.error(`amplify-signoff: ${problem}`);
    reported.add(problem);
    return settledWith(
      failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'misconfigured')),
    );
  }

  function aroundOf(configuration: Configuration): Surroundings {
    const { storage } = configuration;
    const page = registry();
    const undisturbed: Surroundings['undisturbed'] = (read) =>
      readUndisturbed(read, storage, patienceMs);
    return {
      ...withPreparedHeaders(configuration),
      options,
      others: page.signOuts,
      arrivals: page.arrivals,
      fetch: (url, init) => fetch(url, init),
      now: () => Date.now(),
      refreshInFlight,
      storing: (store) => storeInTurn(store, storage),
      undisturbed,
      announce: () => announceSignedOut(configuration, undisturbed),
      warn(problem) {
        if (!page.warnings.has(problem)) console.warn(`amplify-signoff: ${problem}`);
        page.warnings.add(problem);
      },
    };
  }

  /** Reads the session that is signed in. One that has ended here, and is stored again, is erased first. */
  async function readCurrentSession(configuration: Configuration): Promise<Session | null> {
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
    if (!session) return null;
    lastUsernames.set(clientId, username);
    longestLifetimeMs = Math.max(longestLifetimeMs, tokensLifetimeMs(session));
    return session;
  }

  async function currentSession(): Promise<Session | null> {
    const configuration = readConfiguration();
    if ('problem' in configuration) return null;
    return readCurrentSession(configuration).catch(() => null);
  }

  /** Whoever has signed in meanwhile keeps their page; a storage that doesn't answer may hold somebody. */
  async function isNobodyHere(): Promise<boolean> {
    const configuration = readConfiguration();
    const patience = createDeadline(patienceMs);
    const reading = 'problem' in configuration ? null : readSignedIn(configuration);
    const session = await patience.within(Promise.resolve(reading)).catch(() => 'unknown');
    patience.stop();
    return session === null;
  }

  async function begin(request: SignOutRequest): Promise<SignOutAttempt> {
    const configuration = readConfiguration();
    if ('problem' in configuration) return misconfigured(request.scope, configuration.problem);
    const { redirectUrl } = request;
    const problem = redirectUrl === undefined ? null : redirectProblem(configuration, redirectUrl);
    if (problem) return misconfigured(request.scope, problem);
    return signOut(
      {
        around: aroundOf(configuration),
        async capture() {
          await storedTokens(configuration.storage, patienceMs);
          const session = await readCurrentSession(configuration);
          if (session) return [session];
          const { lastUsernames, signOuts } = registry();
          const open = [...signOuts].filter(
            (it) => !it.progress.isCleared && it.isAt(configuration),
          );
          const lastSeen = lastUsernames.get(configuration.clientId);
          const names = open.map(({ username }) => username).concat(lastSeen ?? []);
          return findSessions(configuration, names);
        },
        async leave(redirectUrl, isFederated, mayLeave) {
          const isFree = mayLeave && (isFederated || redirectUrl) && (await isNobodyHere());
          return leavePage(configuration, redirectUrl, isFederated, Boolean(isFree));
        },
        longestLifetimeMs: () => longestLifetimeMs,
      },
      request,
    );
  }

  async function getCurrentUser() {
    const session = await currentSession();
    return session && userOf(session);
  }

  return {
    getCurrentUser,
    signOut: (request) => begin(request).catch((error) => settledWith(broken(request, error))),
    subscribe: (listener) => subscribeToHub(listener, getCurrentUser),
    async canSignOutGlobally() {
      const session = await currentSession();
      return !session || !lacksAdminScope(session);
    },
  };
}

/** Headers that were asked for ahead are the next request's. */
function withPreparedHeaders(configuration: Configuration) {
  let ready: ReturnType<Configuration['headers']> | undefined;
  return {
    client: {
      ...configuration,
      headers() {
        const headers = ready ?? configuration.headers();
        ready = undefined;
        return headers;
      },
    },
    async prepare() {
      ready = configuration.headers();
      await ready;
    },
  };
}

/** What nobody foresaw is no reason to reject, nor to say what isn't known. */
function broken({ scope }: SignOutRequest, error: unknown): SignOutOutcome {
  console.error('amplify-signoff: the sign-out broke. What became of it is not known.', error);
  return failedSignOut(scope, 'unknown', signOutFailure('session', 'unknown'));
}
