import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { as } from './actors';
import { type Chain, observe, settledNow } from './observe';
import type { Provider, Schedule } from './Schedule';
import { advance, elapsed } from './virtualClock';
import { World } from './World';

/** Longer than anything is retained, and than every storage that comes back. */
export const quietMs = 800_000;

export const providers: readonly Provider[] = [0, 1];

/** What is left to judge when a run is over. */
export interface Run {
  world: World;
  chains: Chain[];
  /** How long the app's own part may make a sign-out last. */
  hooksMs: number;
  /** How it all looks when nothing happens any more. */
  end: ReturnType<typeof settledNow>;
}

/** Plays a schedule on the adapter, lets everything come to rest, and has the run judged. */
export async function playAdapter<T>(schedule: Schedule, judge: (run: Run) => T): Promise<T> {
  const world = new World(schedule);
  world.start();
  try {
    const chains: Chain[] = [];
    const adapters = providers.map((by) =>
      observe(createAmplifyAdapter(schedule.settings), by, world, chains),
    );
    const stops = adapters.map((adapter) => adapter.subscribe(() => {}));
    await world.settleIn(adapters);
    const start = elapsed();
    for (const event of schedule.events) {
      await advance(start + event.at - elapsed());
      if (world.happens(event)) continue;
      if (event.does === 'signOut') {
        const signal = abortingAfter(event.abortAfterMs);
        const request = { scope: event.scope, ...(signal && { signal }) };
        void adapters[event.by]?.signOut(request).catch(() => {});
      } else if (event.does === 'retry') {
        const signal = abortingAfter(event.abortAfterMs);
        const attempt = lastAttempt(chains, event);
        void attempt?.retry?.(signal && { signal }).catch(() => {});
      } else if (event.does === 'forget') {
        lastAttempt(chains, event)?.forget();
      } else if (event.does === 'look') {
        void adapters[event.by]?.getCurrentUser().catch(() => {});
      }
    }
    await advance(quietMs);
    const judged = judge({ world, chains, hooksMs: 0, end: settledNow(world) });
    for (const stop of stops) stop();
    return judged;
  } finally {
    await world.stop();
  }
}

const lastAttempt = (chains: Chain[], { by, which }: { by: Provider; which: number }) =>
  chains
    .filter((chain) => chain.by === by)
    .at(-1 - which)
    ?.attempts.at(-1);

export function abortingAfter(ms: number | null): AbortSignal | undefined {
  if (ms === null) return undefined;
  const controller = new AbortController();
  as('else', () => setTimeout(() => controller.abort(), ms));
  return controller.signal;
}
