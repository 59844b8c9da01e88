import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { as } from './actors';
import { type Chain, observe, settledNow } from './observe';
import type { Schedule } from './Schedule';
import { advance, elapsed } from './virtualClock';
import { World } from './World';

/** Longer than anything is retained, and than every storage that comes back. */
export const quietMs = 800_000;

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
    const adapter = observe(createAmplifyAdapter(schedule.settings), world);
    const { chains } = adapter;
    await world.settleIn(adapter);
    const start = elapsed();
    for (const event of schedule.events) {
      await advance(start + event.at - elapsed());
      if (world.happens(event)) continue;
      if (event.does === 'signOut') {
        const signal = abortingAfter(event.abortAfterMs);
        void adapter.signOut({ scope: event.scope, ...(signal && { signal }) }).catch(() => {});
      } else if (event.does === 'retry') {
        const signal = abortingAfter(event.abortAfterMs);
        const attempt = chains.at(-1 - event.which)?.attempts.at(-1);
        void attempt?.retry?.(signal && { signal }).catch(() => {});
      } else if (event.does === 'forget') {
        chains
          .at(-1 - event.which)
          ?.attempts.at(-1)
          ?.forget();
      }
    }
    await advance(quietMs);
    return judge({ world, chains, hooksMs: 0, end: settledNow(world) });
  } finally {
    await world.stop();
  }
}

export function abortingAfter(ms: number | null): AbortSignal | undefined {
  if (ms === null) return undefined;
  const controller = new AbortController();
  as('else', () => setTimeout(() => controller.abort(), ms));
  return controller.signal;
}
