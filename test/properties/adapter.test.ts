import { describe, expect, test } from 'vitest';
import { allowedLies, knownGaps, onAdapter } from './counterexamples';
import { forAllSchedules } from './forAllSchedules';
import { playAdapter } from './playAdapter';
import { complaints, falseCompletes } from './rules';

test('whatever happens to it, a sign-out keeps its word', { timeout: 300_000 }, async () => {
  const counted = await forAllSchedules(2500, (schedule, count) =>
    playAdapter(schedule, (run) => count(run, complaints(run))),
  );
  expect(counted.asked).toBeGreaterThanOrEqual(2000);
});

describe('what once broke it', () => {
  test.each(Object.entries(onAdapter))('%s', async (_, schedule) => {
    expect(await playAdapter(schedule, complaints)).toEqual([]);
  });
});

describe('what still breaks it', () => {
  // One of these that passes is mended: move it up.
  test.fails.each(Object.entries(knownGaps))('%s', async (_, schedule) => {
    expect(await playAdapter(schedule, complaints)).toEqual([]);
  });
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
