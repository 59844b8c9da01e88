import { expect, test } from 'vitest';
import { cells, skipped, slice } from './cells';

test('the matrix has at least 400 cells, and its slices leave none out', () => {
  const reasons = [...skipped].map(([reason, count]) => `${count} × ${reason}`);
  console.log(`matrix: ${cells.length} cells; left out: ${reasons.join(', ')}`);
  expect(cells.length).toBeGreaterThanOrEqual(400);
  expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length);
  expect([1, 2, 3, 4].flatMap((part) => slice(part, 4)).length).toBe(cells.length);
});
