import { cutShort } from '../../outcome/cutShort';
import type { AuthAdapter, RestoredSignOut, SettledSignOut } from '../AuthAdapter';
import { checkTimes } from '../checkTimes';
import { type KeptOutcome, keepOutcome, takeOutcome } from '../keptOutcome';
import { restoreLeft } from '../restoreLeft';
import { type Told, tellAll, whatWasTold } from '../tellAll';
import { callRoute, type Post } from './callRoute';
import { createTurns } from './createTurns';
import { holdAttempt } from './holdAttempt';
import { keepLost, lost } from './keepLost';
import { onePerPage } from './onePerPage';
import type { RouteAdapterOptions } from './RouteAdapterOptions';
import { watchRoute } from './watchRoute';

/**
 * Connects the kit to a route of `amplify-signoff/server`, which signs out whoever keeps their tokens in cookies that
 * JavaScript can't see. Nothing is asked before it is used. Asked for again on a page, it is the same one.
 * Throws a RangeError for a time that no timer can keep.
 */
export function createRouteAdapter(
  url: string,
  { deadlineMs = 15_000 }: RouteAdapterOptions = {},
): AuthAdapter {
  checkTimes('createRouteAdapter', { deadlineMs });
  return onePerPage(url, (address) => createAdapter(url, address, deadlineMs));
}

function createAdapter(url: string, address: string, deadlineMs: number): AuthAdapter {
  const listeners = new Set<(settled: SettledSignOut) => void>();
  let latest: Told | undefined;
  const endings: NonNullable<AuthAdapter['endings']> = new Map();
  const watch = watchRoute(
    url,
    address,
    deadlineMs * 0.2,
    (user) => turns.isEnding(user),
    onSomebody,
  );
  const postMs = deadlineMs * 0.8;
  const post: Post = (body, signal, ms = postMs) => callRoute(url, ms, body, signal);
  const hold = holdAttempt(post, watch);
  const turns = createTurns(
    { post, watch, deadlineMs, hold, keepLost: (it) => keepLost(address, it) },
    (settled, isAgain) => tellPage(settled, isAgain ? latest : undefined),
  );

  function tellPage(settled: SettledSignOut, before?: Told) {
    latest = tellAll(listeners, settled, before);
  }

  /** What was said of nobody is nothing after somebody has come. */
  function onSomebody() {
    turns.onSomebody();
    if (!whatWasTold(latest)?.outcome.signedOutLocally) return;
    latest?.showing.release(false);
    latest = undefined;
  }

  /** Somebody may have signed in or out since. What can't be asked says nothing against it. */
  async function isStillTrue({ outcome, userId, mark }: KeptOutcome): Promise<boolean> {
    const user = await watch.look();
    if (!user) return user === undefined ? mark !== lost : outcome.signedOutLocally;
    // Of one that has ended, it can't be told whether they have signed in since.
    const isSame = user.userId === userId && outcome.server !== 'ended';
    return !outcome.signedOutLocally && isSame;
  }

  async function restoreKept(): Promise<RestoredSignOut | null> {
    const kept = takeOutcome(address, latest?.at);
    if (!kept || !(await isStillTrue(kept))) return null;
    const { outcome, userId, identityProvider } = kept;
    return { ...hold(outcome), userId, identityProvider };
  }

  return {
    getCurrentUser: async () => (await watch.look()) ?? watch.user ?? null,
    signOut: (request) => turns.signOut(request),
    subscribe: watch.subscribe,
    onSettled(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endings,
    keep(outcome, user) {
      keepOutcome(address, turns.isSigningOut() ? cutShort(outcome) : outcome, user);
    },
    restore: () => restoreLeft({ told: latest, isStillTrue, restore: restoreKept, tell: tellPage }),
    async canSignOutGlobally() {
      if (watch.user === undefined) await watch.look();
      return watch.canSignOutGlobally;
    },
  };
}
