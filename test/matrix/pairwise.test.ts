import { expect, test } from 'vitest';
import { pairwise } from './pairwise';

test('every pair occurs, in far fewer rows than there are combinations', () => {
  const values = ['a', 'b', 'c', 'd'];
  const all = values.flatMap((x) => values.flatMap((y) => values.map((z) => ({ x, y, z }))));
  const chosen = pairwise(all, [(it) => it.x, (it) => it.y, (it) => it.z]);
  const pairs = new Set(chosen.flatMap(({ x, y, z }) => [`${x}${y}.`, `${x}.${z}`, `.${y}${z}`]));
  expect(pairs.size).toBe(48);
  expect(chosen.length).toBeLessThan(24);
});
