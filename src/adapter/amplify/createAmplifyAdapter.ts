import { signOutFailure } from '../../outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../../outcome/SignOutOutcome';
import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { type AmplifyAdapterOptions, withDefaults } from './AmplifyAdapterOptions';
import { createDeadline } from './createDeadline';
import { createSignOut, signOutUnderWay } from './createSignOut';
import { guardTokenStore, storedTokens } from './guardTokenStore';
import { leavePage, redirectProblem } from './managedLogin';
import { readConfiguration } from './readConfiguration';
import {
  expiryOf,
  findLostSession,
  lacksAdminScope,
  readSession,
  type Session,
  tokensLifetimeMs,
} from './Session';
import { subscribeToHub } from './subscribeToHub';
import { userOf } from './userOf';

/**
 * Connects the kit to the configured `aws-amplify` v6. Nothing is read or subscribed before it is used, so it may be
 * created before `Amplify.configure()`. Throws a RangeError for a time that no timer can keep.
 */
export function createAmplifyAdapter(options?: AmplifyAdapterOptions): AuthAdapter {
  const settings = withDefaults(options);
  const reported = new Set<string>();
  let longestLifetimeMs = 0;

  function misconfigured(scope: SignOutScope, problem: string): SignOutAttempt {
    if (!reported.has(problem)) console.error(`amplify-signoff: ${problem}`);
    reported.add(problem);
    return settled(failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'misconfigured')));
  }

  async function readCurrentSession(): Promise<Session | null> {
    const configuration = readConfiguration();
    if ('problem' in configuration) return null;
    guardTokenStore();
    const session = await readSession(configuration);
    if (session) longestLifetimeMs = Math.max(longestLifetimeMs, tokensLifetimeMs(session));
    return session;
  }

  async function signOut(request: SignOutRequest): Promise<SignOutAttempt> {
    const configuration = readConfiguration();
    if ('problem' in configuration) return misconfigured(request.scope, configuration.problem);
    const { redirectUrl, signal } = request;
    const problem = redirectUrl === undefined ? null : redirectProblem(configuration, redirectUrl);
    if (problem) return misconfigured(request.scope, problem);

    const clickedAt = Date.now();
    const startedAt = performance.now();
    const deadline = createDeadline(settings.deadlineMs, signal);
    let session: Session | null;
    try {
      for (;;) {
        session = await deadline.within(storedTokens().then(readCurrentSession));
        session ??= await deadline.within(findLostSession(configuration));
        const other = session && signOutUnderWay(session);
        if (!other) break;
        const attempt = await deadline.within(other.attempt);
        if (other.scope === 'global' || request.scope === 'local') return attempt;
      }
    } catch {
      const failure = signal?.aborted
        ? signOutFailure('prepare', 'cancelled')
        : signOutFailure('session', 'storage');
      return settled(failedSignOut(request.scope, 'notEnded', failure));
    } finally {
      deadline.stop();
    }
    const { scope } = request;
    if (!session) {
      const nobody = completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });
      await request.cleanup?.(nobody);
      leavePage(configuration, redirectUrl, false, true);
      return settled(nobody);
    }
    const current = session;
    const expireBy = () => {
      longestLifetimeMs = Math.max(longestLifetimeMs, tokensLifetimeMs(current));
      const expiry =
        scope === 'global' && longestLifetimeMs
          ? clickedAt + longestLifetimeMs
          : expiryOf(current, current.accessToken, current.idToken);
      return expiry === null ? null : new Date(expiry);
    };
    return createSignOut({
      configuration,
      session,
      scope,
      request,
      options: settings,
      clickedAt,
      expireBy,
      hasAsked: false,
    }).run(signal, performance.now() - startedAt);
  }

  async function getCurrentUser() {
    const session = await readCurrentSession().catch(() => null);
    return session && userOf(session);
  }

  return {
    getCurrentUser,
    signOut,
    subscribe: (listener) => subscribeToHub(listener, getCurrentUser),
    async canSignOutGlobally() {
      const session = await readCurrentSession().catch(() => null);
      return !session || !lacksAdminScope(session);
    },
  };
}

function settled(outcome: SignOutOutcome): SignOutAttempt {
  return { outcome, revealToken: () => null, forget() {} };
}
