import { expect, test } from 'vitest';
import { onAdapter } from '../properties/counterexamples';
import { playAdapter } from '../properties/playAdapter';
import { complaints } from '../properties/rules';

// Found by random schedules, and mended.
test.each(Object.entries(onAdapter))('%s', async (_, schedule) => {
  expect(await playAdapter(schedule, complaints)).toEqual([]);
});
