import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { createSignOutFlow, type SignOutState } from '../../src/flow/createSignOutFlow';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { as } from './actors';
import type { ServerSession } from './Cognito';
import { observe, type Settled, settledNow } from './observe';
import { abortingAfter, quietMs, type Run } from './playAdapter';
import type { AppHooks, Schedule } from './Schedule';
import { advance, elapsed } from './virtualClock';
import { World } from './World';

/** One click: a call of the flow's signOut() or retry(). */
export interface Click {
  at: number;
  does: 'signOut' | 'retry';
  abortedAt: number | null;
  signedIn: ServerSession | null;
  sessions: ServerSession[];
  /** What the flow showed before. */
  shown: SignOutState['status'];
  outcome: SignOutOutcome | null;
  settled: Settled | null;
  rejected: boolean;
}

export interface FlowRun extends Run {
  clicks: Click[];
  told: SignOutOutcome[];
  /** Every state that was shown, and the one at rest. */
  states: SignOutState[];
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

/** Plays a schedule on the flow, over the adapter, as the provider connects them. */
export async function playFlow<T>(schedule: Schedule, judge: (run: FlowRun) => T): Promise<T> {
  const world = new World(schedule);
  world.start();
  try {
    const adapter = observe(createAmplifyAdapter(schedule.settings), world);
    const clicks: Click[] = [];
    const told: SignOutOutcome[] = [];
    const states: SignOutState[] = [];
    const keptAfterDismissal: number[] = [];
    const hooks = {
      ...hooksOf(schedule.hooks),
      onOutcome: (outcome: SignOutOutcome) => void told.push(outcome),
    };
    const auth = createAuthStore(adapter, (event) => flow.handle(event));
    const flow = createSignOutFlow(
      adapter,
      () => hooks,
      () => auth.get().user,
    );
    flow.subscribe(() => states.push(flow.get()));
    const disconnect = auth.connect();
    await world.settleIn(adapter);

    function watch(
      does: Click['does'],
      signal: AbortSignal | undefined,
      call: () => Promise<SignOutOutcome>,
    ) {
      const click: Click = {
        at: elapsed(),
        does,
        abortedAt: null,
        signedIn: world.signedIn(),
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
      if (event.does === 'signOut') {
        const signal = abortingAfter(event.abortAfterMs);
        const global = event.scope === 'global';
        watch('signOut', signal, () => flow.signOut({ global, ...(signal && { signal }) }));
      } else if (event.does === 'retry') {
        watch('retry', undefined, () => flow.retry());
      } else {
        as('else', () => flow.dismiss());
        const attempts = adapter.chains.map((chain) => chain.attempts.at(-1));
        const isAtRest = adapter.chains.every(({ asked }) => asked.every(({ settled }) => settled));
        const reveals = attempts.some((attempt) => (attempt?.revealToken() ?? null) !== null);
        if (flow.get().status === 'idle' && isAtRest && reveals) keptAfterDismissal.push(elapsed());
      }
    }
    await advance(quietMs);
    states.push(flow.get());
    const { chains } = adapter;
    const hooksMs = schedule.hooks.after === 'none' ? 0 : 5000;
    const end = settledNow(world);
    const judged = judge({ world, chains, hooksMs, end, clicks, told, states, keptAfterDismissal });
    disconnect();
    return judged;
  } finally {
    await world.stop();
  }
}
