import { createHash } from 'node:crypto';
import { pairwise } from '../matrix/pairwise';
import { directions, pairs } from './looks';
import type { Look } from './openBook';

/** One picture: a component's state in one look, one language and one width. */
export interface Shot {
  story: string;
  look: Look;
  language: string;
  width: number;
  /** The file's name. */
  name: string;
}

/** The states that are looked at, by the ends of their stories' ids. */
const states = {
  signoutbutton: [
    'playground',
    'pending',
    'disabled',
    'only-this-device',
    'variations',
    'asks',
    'complete',
    'partial',
    'failed',
  ],
  signoutmenu: ['playground', 'open', 'pending', 'only-this-device', 'long-name'],
  signoutnotice: [
    'complete-global',
    'complete-with-cleanup-failed',
    'partial-global',
    'partial-offline',
    'partial-without-retry',
    'partial-session-revoked',
    'partial-managed-login',
    'failed-ended-everywhere',
    'failed-still-signed-in',
    'retrying',
  ],
  authenticatorshell: ['signed-in-app', 'partial-on-the-sign-in-screen', 'failed-over-the-app'],
};

const candidates = Object.entries(states).flatMap(([component, names]) =>
  names.flatMap((state) =>
    pairs.flatMap((pair) =>
      directions.flatMap((direction) =>
        ['en', 'de', 'ja'].flatMap((language) =>
          [360, 1280].map(
            (width): Shot => ({
              story: `components-${component}--${state}`,
              look: { ...pair, direction },
              language,
              width,
              name: `${component}-${state}.${pair.theme}.${pair.colorMode}.${direction}.${language}.${width}.png`,
            }),
          ),
        ),
      ),
    ),
  ),
);

const hash = (name: string) => createHash('sha1').update(name).digest('hex');
/** In an order that is always the same, so that what falls to the first of equals is not always the same look. */
const mixed = candidates.sort((a, b) => hash(a.name).localeCompare(hash(b.name)));

/** Every two of state, theme, direction, language and width meet at least once. */
export const shots = pairwise(mixed, [
  ({ story }) => story,
  ({ look }) => `${look.theme} ${look.colorMode}`,
  ({ look }) => look.direction,
  ({ language }) => language,
  ({ width }) => String(width),
]);
