import { afterAll, expect, test, vi } from 'vitest';
import { type Cell, cells, slice } from './cells';
import { runCell } from './runCell';

/** Some cells, and how one is played. */
interface Matrix {
  name: string;
  cells: readonly Cell[];
  run: typeof runCell;
}

/** Amplify is one per process, so cells run one after the other: a slice for each file, and files side by side. */
export function testSlice(
  part: number,
  parts: number,
  matrix: Matrix = { name: 'matrix', cells, run: runCell },
): void {
  const own = slice(part, parts, matrix.cells);
  let played = 0;
  // A cell that hangs is told by what plays it.
  vi.setConfig({ testTimeout: 90_000 });

  test.for(own.map((cell, index) => [cell.name, cell, index] as const))(
    '%s',
    async ([, cell, index]) => {
      played += 1;
      const complaints = await matrix.run(cell, index);
      expect(complaints, complaints.join('\n')).toEqual([]);
    },
  );

  test(`slice ${part} of ${parts} was played`, () => expect(played).toBe(own.length));

  afterAll(() => {
    console.log(
      `${matrix.name}: ${played} of ${matrix.cells.length} cells in slice ${part} of ${parts}`,
    );
  });
}
