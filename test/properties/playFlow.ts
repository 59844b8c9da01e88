import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutState } from '../../src/flow/signOutState';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { as } from './actors';
import type { ServerSession } from './Cognito';
import { type Chain, observe, type Settled, settledNow } from './observe';
import { abortingAfter, providers, quietMs, type Run } from './playAdapter';
import type { AppHooks, Provider, Schedule } from './Schedule';
import { advance, elapsed } from './virtualClock';
import { World } from './World';

/** One click: a call of a flow's signOut() or retry(). */
export interface Click {
  at: number;
  by: Provider;
  does: 'signOut' | 'retry';
  abortedAt: number | null;
  signedIn: ServerSession | null;
  /** Whom the page showed. */
  whom: string | null;
  sessions: ServerSession[];
  /** What the flow showed before. */
  shown: SignOutState['status'];
  outcome: SignOutOutcome | null;
  settled: Settled | null;
  rejected: boolean;
}

/** What one of the page's providers told the app, and showed. */
export interface Shown {
  told: SignOutOutcome[];
  /** Every state that was shown, and the one at rest. */
  states: SignOutState[];
}

export interface FlowRun extends Run {
  clicks: Click[];
  shown: Shown[];
  /** When a dismissal left a token to be revealed. */
  keptAfterDismissal: number[];
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What the app's own part does, and the longest that it can take. */
function hooksOf({ before, after }: AppHooks) {
  const answers = {
    yes: () => true,
    no: () => false,
    throws: () => {
      throw new Error('the app');
    },
    slow: () => sleep(3000),
  };
  const tasks = {
    quick: () => sleep(10),
    throws: () => {
      throw new Error('the app');
    },
    hangs: () => new Promise<void>(() => {}),
  };
  return {
    ...(before !== 'none' && {
      beforeSignOut: answers[before],
    }),
    ...(after !== 'none' && { afterSignOut: [tasks[after]] }),
  };
}

/** One provider: a flow over an adapter, as React connects them. */
function provide(by: Provider, world: World, chains: Chain[]) {
  const { schedule } = world;
  const adapter = observe(createAmplifyAdapter(schedule.settings), by, world, chains);
  const shown: Shown = { told: [], states: [] };
  const hooks = {
    ...hooksOf(schedule.hooks),
    onOutcome: (outcome: SignOutOutcome) => void shown.told.push(outcome),
  };
  const auth = createAuthStore(adapter, (...told) => flow.handle(...told));
  const flow = createSignOutFlow(
    adapter,
    () => hooks,
    () => auth.get().user,
    auth.lookAgain,
  );
  flow.subscribe(() => shown.states.push(flow.get()));
  const stops = [auth.connect(), flow.connect()];
  const disconnect = () => {
    for (const stop of stops) stop();
  };
  const whom = () => auth.get().user?.username ?? null;
  return { by, adapter, flow, shown, whom, disconnect };
}

/** Plays a schedule on the flows of a page with two providers. */
export async function playFlow<T>(schedule: Schedule, judge: (run: FlowRun) => T): Promise<T> {
  const world = new World(schedule);
  world.start();
  try {
    const chains: Chain[] = [];
    const page = providers.map((by) => provide(by, world, chains));
    const clicks: Click[] = [];
    const keptAfterDismissal: number[] = [];
    await world.settleIn(page.map(({ adapter }) => adapter));

    function watch(
      { by, flow, whom }: (typeof page)[number],
      does: Click['does'],
      signal: AbortSignal | undefined,
      call: () => Promise<SignOutOutcome>,
    ) {
      const click: Click = {
        at: elapsed(),
        by,
        does,
        abortedAt: null,
        signedIn: world.signedIn(),
        whom: whom(),
        sessions: [...settledNow(world).live],
        shown: flow.get().status,
        outcome: null,
        settled: null,
        rejected: false,
      };
      clicks.push(click);
      signal?.addEventListener('abort', () => {
        click.abortedAt ??= elapsed();
      });
      as('else', call).then(
        (outcome) => Object.assign(click, { outcome, settled: settledNow(world) }),
        () => {
          click.rejected = true;
        },
      );
    }

    const start = elapsed();
    for (const event of schedule.events) {
      await advance(start + event.at - elapsed());
      if (world.happens(event)) continue;
      const provider = 'by' in event && page[event.by];
      if (!provider) continue;
      const { adapter, flow } = provider;
      if (event.does === 'signOut') {
        const signal = abortingAfter(event.abortAfterMs);
        const options = { global: event.scope === 'global', ...(signal && { signal }) };
        watch(provider, 'signOut', signal, () => flow.signOut(options));
      } else if (event.does === 'retry') {
        watch(provider, 'retry', undefined, () => flow.retry());
      } else if (event.does === 'look') {
        void adapter.getCurrentUser().catch(() => {});
      } else {
        as('else', () => flow.dismiss());
        const isAtRest = chains.every(({ asked }) => asked.every(({ settled }) => settled));
        // What is retained goes when all providers have put it away.
        const isPutAway = page.every((one) => one.flow.get().status === 'idle');
        const reveals = chains.some(
          ({ attempts }) => (attempts.at(-1)?.revealToken() ?? null) !== null,
        );
        if (isPutAway && isAtRest && reveals) keptAfterDismissal.push(elapsed());
      }
    }
    await advance(quietMs);
    for (const { shown, flow } of page) shown.states.push(flow.get());
    const hooksMs = schedule.hooks.after === 'none' ? 0 : 5000;
    const end = settledNow(world);
    const shown = page.map((provider) => provider.shown);
    const judged = judge({ world, chains, hooksMs, end, clicks, shown, keptAfterDismissal });
    for (const { disconnect } of page) disconnect();
    return judged;
  } finally {
    await world.stop();
  }
}
