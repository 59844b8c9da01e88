import { afterAll, expect, test, vi } from 'vitest';
import { cells } from './cells';
import { runRouteCell } from './runRouteCell';

/** A browser's cookies do what they are told, so of the storages one is left. */
const ofCookies = cells.filter(({ storage }) => storage.name === 'in memory');

/** The matrix over the server's route. */
export function testRouteSlice(part: number, parts: number): void {
  const own = ofCookies.filter((_, index) => index % parts === part - 1);
  let played = 0;
  vi.setConfig({ testTimeout: 90_000 });

  test.for(own.map((cell, index) => [cell.name, cell, index] as const))(
    '%s',
    async ([, cell, index]) => {
      played += 1;
      const complaints = await runRouteCell(cell, index);
      expect(complaints, complaints.join('\n')).toEqual([]);
    },
  );

  test(`slice ${part} of ${parts} was played`, () => expect(played).toBe(own.length));

  afterAll(() => {
    console.log(
      `matrix over the route: ${played} of ${ofCookies.length} cells in slice ${part} of ${parts}`,
    );
  });
}
