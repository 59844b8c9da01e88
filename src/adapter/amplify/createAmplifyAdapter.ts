import { cutShort } from '../../outcome/cutShort';
import { signOutFailure } from '../../outcome/SignOutFailure';
import { failedSignOut, type SignOutScope } from '../../outcome/SignOutOutcome';
import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { createDeadline } from '../createDeadline';
import { createWarn } from '../createWarn';
import { keepOutcome } from '../keptOutcome';
import { type AmplifyAdapterOptions, withDefaults } from './AmplifyAdapterOptions';
import { findCurrentSessions, readCurrentSession } from './page/currentSession';
import { storedTokens } from './page/gate';
import { isSameOrigin, leavePage } from './page/managedLogin';
import { type Configuration, readConfiguration } from './page/readConfiguration';
import { readSignedInNow } from './page/readSignedInNow';
import { registry } from './page/registry';
import { untilConfigured } from './page/untilConfigured';
import { watchSession } from './page/watchSession';
import { restoreAttempt } from './restoreAttempt';
import {
  clientIdOf,
  isSameSession,
  lacksAdminScope,
  type Session,
  tokensLifetimeMs,
} from './session/Session';
import { userOf } from './session/userOf';
import { broken } from './signOut/broken';
import type { KnownSignOut } from './signOut/KnownSignOut';
import type { Stage } from './signOut/Stage';
import type { Surroundings } from './signOut/Surroundings';
import { settledWith } from './signOut/settledWith';
import { type Asking, signOut } from './signOut/signOut';
import { redirectProblem } from './signOut/whereTo';
import { surroundingsOf } from './surroundingsOf';

/**
 * Connects the kit to the configured `aws-amplify` v6. Nothing is read or subscribed before it is used, so it may be
 * created before `Amplify.configure()`. Throws a RangeError for a time that no timer can keep.
 */
export function createAmplifyAdapter(given?: AmplifyAdapterOptions): AuthAdapter {
  const options = withDefaults(given);
  const patienceMs = options.deadlineMs * 0.4;
  const report = createWarn();

  function misconfigured(scope: SignOutScope, problem: string): SignOutAttempt {
    report(problem);
    return settledWith(
      failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'misconfigured')),
    );
  }

  function seen(sessions: Session[]): Session[] {
    const page = registry();
    page.longestLifetimeMs = Math.max(page.longestLifetimeMs, ...sessions.map(tokensLifetimeMs));
    return sessions;
  }

  async function read(configuration = configured()): Promise<Session | null> {
    const session = configuration && (await readCurrentSession(configuration));
    seen(session ? [session] : []);
    return session;
  }

  async function patiently<T>(reading: Promise<T>, ms = patienceMs): Promise<T> {
    const patience = createDeadline(ms);
    return patience.within(reading).finally(patience.stop);
  }

  const configured = () => {
    const configuration = readConfiguration();
    return 'problem' in configuration ? null : configuration;
  };

  const isSigningOut = (clientId = configured()?.clientId ?? '') =>
    [...registry().signOuts].some((it) => it.isOpen && it.isAt({ clientId }));

  /** Whoever has signed in meanwhile keeps their page; a storage that doesn't answer may hold somebody. */
  const isNobodyHere = async (configuration: Configuration, ms: number) =>
    (await patiently(readSignedInNow(configuration), ms).catch(() => {})) === null;

  async function begin(...[request, isQuiet = false, ...rest]: Asked): Promise<SignOutAttempt> {
    const configuration = readConfiguration();
    if ('problem' in configuration) return misconfigured(request.scope, configuration.problem);
    const { redirectUrl } = request;
    const problem = redirectProblem(configuration.cognito, redirectUrl, isSameOrigin);
    if (problem) return misconfigured(request.scope, problem);
    return signOut(stageOf(configuration, isQuiet), request, ...rest);
  }

  function stageOf(configuration: Configuration, isQuiet: boolean): Stage {
    return {
      around: surroundingsOf(configuration, options),
      async capture() {
        await storedTokens(configuration.storage, patienceMs);
        return seen(await findCurrentSessions(configuration));
      },
      async signOutAnew(request, failed, since, cancel) {
        const session = await patiently(readSignedInNow(configuration)).catch(() => null);
        const { clientId, storage } = configuration;
        const now = configured();
        // Whoever is signed in to another app client, or in another storage, was not clicked for.
        const isHere = now?.clientId === clientId && now.storage === storage;
        const isAnew =
          session &&
          isHere &&
          userOf(session)?.userId === request.userId &&
          !failed.some((it) => it.owns(configuration, session));
        return isAnew ? signOutSafely(request, isQuiet, [], { since, cancel }) : null;
      },
      async leave(redirectUrl, isFederated, mayLeave, leftMs) {
        const isFree =
          mayLeave &&
          !isQuiet &&
          (isFederated || redirectUrl) &&
          (await isNobodyHere(configuration, leftMs));
        return leavePage(configuration, redirectUrl, isFederated, Boolean(isFree));
      },
      cutOff: ({ claims }) => {
        const cutOff = registry().cutOffs.get(configuration.clientId);
        if (!cutOff || !claims || !isSameSession(cutOff, claims)) return null;
        const { scope } = cutOff;
        return { scope, server: 'unknown', all: scope === 'global' ? 'unknown' : 'notEnded' };
      },
      longestLifetimeMs: () => registry().longestLifetimeMs,
    };
  }

  const signOutSafely = (...asked: Asked) =>
    begin(...asked).catch((error) => settledWith(broken(asked[0], error)));

  async function restore() {
    const configuration = configured();
    if (!configuration) {
      // An app's effects run after those of what it renders: who listens by then is told.
      const isLate = () => configured() !== null;
      void untilConfigured(isLate, options.deadlineMs).then(() => {
        if (isLate() && registry().listeners.size > 0) return restore();
      });
      return null;
    }
    const restoring = restoreAttempt(configuration, {
      read: () => patiently(read(configuration)),
      signOut: signOutSafely,
      deadlineMs: options.deadlineMs,
    });
    return restoring.catch(() => null);
  }

  return {
    async getCurrentUser() {
      const session = await read().catch(() => null);
      return session && userOf(session);
    },
    restore,
    keep(outcome, user, clientId = clientIdOf(user?.sessionId) ?? configured()?.clientId) {
      if (!clientId) return;
      if (isSigningOut(clientId)) keepOutcome(clientId, cutShort(outcome), user);
      else keepOutcome(clientId, outcome, user, [...registry().marks].at(-1));
    },
    signOut: (request) => signOutSafely(request),
    subscribe: (listener) =>
      watchSession(listener, {
        read: () => patiently(read()),
        isSigningOut,
        clientId: () => configured()?.clientId,
      }),
    onSettled(listener) {
      const { listeners } = registry();
      const tell: Surroundings['tellPage'] = (settled, ended) =>
        listener({
          ...settled,
          ...(ended.length > 0 && { join: (request) => signOutSafely(request, false, ended) }),
        });
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    get endings() {
      return registry().endings;
    },
    async canSignOutGlobally() {
      const session = await read().catch(() => null);
      return !session || !lacksAdminScope(session);
    },
  };
}

/** `ended` are sign-outs that were over by the time that the click was meant. */
type Asked = [
  request: SignOutRequest,
  isQuiet?: boolean,
  ended?: readonly KnownSignOut[],
  asked?: Asking,
];
