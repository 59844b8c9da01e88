import { expect, test } from 'vitest';
import { forAllSchedules, times } from './forAllSchedules';
import { playAdapter } from './playAdapter';
import { complaints } from './rules';

test('whatever happens to it, a sign-out keeps its word', {
  timeout: 300_000 * times,
}, async () => {
  const counted = await forAllSchedules(2500, (schedule, count) =>
    playAdapter(schedule, (run) => count(run, complaints(run))),
  );
  expect(counted.asked).toBeGreaterThanOrEqual(2000);
});
