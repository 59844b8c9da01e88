import { describe, expect, test } from 'vitest';
import { allowedLies } from './counterexamples';
import { forAllSchedules } from './forAllSchedules';
import { playAdapter } from './playAdapter';
import { complaints, falseCompletes } from './rules';

test('whatever happens to it, a sign-out keeps its word', { timeout: 300_000 }, async () => {
  const counted = await forAllSchedules(2500, (schedule, count) =>
    playAdapter(schedule, (run) => count(run, complaints(run))),
  );
  expect(counted.asked).toBeGreaterThanOrEqual(2000);
});

describe('what the contract allows, and is not true', () => {
  // One of these that passes is a lie less: move it up.
  test.fails.each(Object.entries(allowedLies))('%s', async (_, schedule) => {
    const lies = await playAdapter(schedule, (run) =>
      run.chains.flatMap((chain) => falseCompletes(run, chain)),
    );
    expect(lies).toEqual([]);
  });
});
