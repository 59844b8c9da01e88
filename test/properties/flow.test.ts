import { expect, test } from 'vitest';
import { flowComplaints } from './flowRules';
import { forAllSchedules, times } from './forAllSchedules';
import { playFlow } from './playFlow';

test('whatever people click, every click is told the truth', {
  timeout: 300_000 * times,
}, async () => {
  const counted = await forAllSchedules(3600, (schedule, count) =>
    playFlow(schedule, (run) => count(run, flowComplaints(run))),
  );
  expect(counted.asked).toBeGreaterThanOrEqual(2000);
});
