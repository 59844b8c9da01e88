import { globalTypes } from '../../.storybook/globalTypes';
import type { Look } from './openBook';

type Toolbar = keyof typeof globalTypes;

const valuesOf = (name: Toolbar) => globalTypes[name].toolbar.items.map(({ value }) => value);

/** Every pair of theme and colour mode that the toolbars offer. */
export const pairs = valuesOf('theme').flatMap((theme) =>
  valuesOf('colorMode').map((colorMode) => ({ theme, colorMode })),
);

/** The directions that they offer, but for the language's own, which is one of the others. */
export const directions = valuesOf('direction').filter((direction) => direction !== 'auto');

/** All that they offer, but for the languages. */
export const looks = pairs.flatMap((pair) =>
  directions.map((direction): Look => ({ ...pair, direction })),
);
