import { readableOn } from './contrast';
import type { TokenTree } from './themeCode';

/** What the editor lets one choose. Colours are `#rrggbb`, sizes pixels. */
export interface Choices {
  brand: string;
  success: string;
  warning: string;
  error: string;
  radius: number;
  fontSize: number;
  space: number;
}

const rem = (px: number) => `${px / 16}rem`;
const alert = (backgroundColor: string) => ({
  backgroundColor,
  color: readableOn(backgroundColor),
});

/** The tokens that the choices come to. */
export function themeOf({ brand, radius, fontSize, space, ...alerts }: Choices) {
  const tint = (percent: number, other: string) =>
    `color-mix(in srgb, ${brand} ${percent}%, ${other})`;
  const text = readableOn(brand);
  return {
    colors: {
      primary: {
        10: tint(8, 'white'),
        20: tint(20, 'white'),
        40: tint(45, 'white'),
        60: tint(75, 'white'),
        80: brand,
        90: tint(85, text === '#ffffff' ? 'black' : 'white'),
        100: tint(45, 'black'),
      },
    },
    radii: { small: rem(radius), medium: rem(radius * 2) },
    fontSizes: { small: rem(fontSize * 0.875), medium: rem(fontSize), large: rem(fontSize * 1.25) },
    space: { xs: rem(space / 2), small: rem(space * 0.75), medium: rem(space) },
    components: {
      alert: {
        success: alert(alerts.success),
        warning: alert(alerts.warning),
        error: alert(alerts.error),
      },
      button: {
        color: 'currentColor',
        borderColor: 'currentColor',
        primary: { color: text, _hover: { color: text }, _focus: { color: text } },
        link: { color: 'currentColor' },
      },
    },
  } satisfies TokenTree;
}
