import { expect, test } from 'vitest';
import { onFlow } from '../properties/counterexamples';
import { flowComplaints } from '../properties/flowRules';
import { playFlow } from '../properties/playFlow';

// Found by random schedules, and mended.
test.each(Object.entries(onFlow))('%s', async (_, schedule) => {
  expect(await playFlow(schedule, flowComplaints)).toEqual([]);
});
