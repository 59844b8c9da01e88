import fc from 'fast-check';
import type { Run } from './playAdapter';
import { isMixedUp } from './rules';
import type { Schedule } from './Schedule';
import { schedules } from './schedules';

/** The same schedules each time, unless it is told otherwise. */
const seed = Number(process.env.PROPERTY_SEED ?? 20_260_101);
export const times = Number(process.env.PROPERTY_TIMES ?? 1);

type Count = (run: Run, complaints: string[]) => string[];

export interface Counted {
  schedules: number;
  /** In how many of them a sign-out reached a request. */
  asked: number;
  requests: number;
  outcomes: Record<string, number>;
  /** Left out, since Amplify had mixed up whose tokens are whose. */
  mixedUp: number;
}

/** Plays random schedules, fails with the smallest one that brings a complaint, and prints what was played. */
export async function forAllSchedules(
  numRuns: number,
  play: (schedule: Schedule, count: Count) => Promise<string[]>,
): Promise<Counted> {
  const counted: Counted = { schedules: 0, asked: 0, requests: 0, outcomes: {}, mixedUp: 0 };
  const count: Count = (run, complaints) => {
    const requests = run.world.transport.requests.filter(
      ({ actor }) => typeof actor === 'number',
    ).length;
    counted.schedules++;
    counted.requests += requests;
    if (isMixedUp(run)) counted.mixedUp++;
    else if (requests > 0) counted.asked++;
    for (const { asked } of run.chains) {
      for (const { attempt } of asked) {
        const status = attempt?.outcome.status ?? 'unsettled';
        counted.outcomes[status] = (counted.outcomes[status] ?? 0) + 1;
      }
    }
    return complaints;
  };
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const complaints = await play(schedule, count);
      if (complaints.length) throw new Error(complaints.join('\n'));
    }),
    { seed, numRuns: numRuns * times },
  );
  console.info(`${JSON.stringify(counted)} with seed ${seed}`);
  return counted;
}
