import { afterAll, expect, test, vi } from 'vitest';
import { cells, slice } from './cells';
import { runCell } from './runCell';

/** Amplify is one per process, so cells run one after the other: a slice for each file, and files side by side. */
export function testSlice(part: number, parts: number): void {
  const own = slice(part, parts);
  let played = 0;
  // A cell that hangs is told by runCell itself.
  vi.setConfig({ testTimeout: 90_000 });

  test.for(own.map((cell, index) => [cell.name, cell, index] as const))(
    '%s',
    async ([, cell, index]) => {
      played += 1;
      const complaints = await runCell(cell, index);
      expect(complaints, complaints.join('\n')).toEqual([]);
    },
  );

  test(`slice ${part} of ${parts} was played`, () => expect(played).toBe(own.length));

  afterAll(() => {
    console.log(`matrix: ${played} of ${cells.length} cells in slice ${part} of ${parts}`);
  });
}
