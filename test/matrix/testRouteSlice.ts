import { cells } from './cells';
import { runRouteCell } from './runRouteCell';
import { testSlice } from './testSlice';

/** A browser's cookies do what they are told, so of the storages one is left. */
const ofCookies = cells.filter(({ storage }) => storage.name === 'in memory');

/** The matrix over the server's route. */
export const testRouteSlice = (part: number, parts: number) =>
  testSlice(part, parts, { name: 'matrix over the route', cells: ofCookies, run: runRouteCell });
