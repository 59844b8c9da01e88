import { readdirSync, readFileSync } from 'node:fs';
import { translations } from '@aws-amplify/ui-react';
import { describe, expect, test } from 'vitest';
import { bundle } from '../../scripts/size.mjs';
import { formatTime } from '../../src/components/words/formatTime';
import * as locales from '../../src/locales';
import { en, type SignOutMessages } from '../../src/locales';

type Key = keyof SignOutMessages;

const { toVocabularies, ...catalogues } = locales;
const { en: _, ...translated } = catalogues;
const languages = Object.values(translated).map(
  (catalogue) => [catalogue.language, catalogue] as const,
);
const keys = Object.keys(en) as Key[];
const phrases = keys.filter((key) => key !== 'language');

/** Words that a language borrowed from English, as Amplify's own dictionary of it did. */
const loanwords: Record<string, Key[]> = {
  de: ['account'],
  it: ['account'],
  nl: ['account'],
};

/** What Amplify's dictionaries call a language, where that is not its tag. */
const tags: Record<string, string> = { kr: 'ko', ua: 'uk' };

const scripts: Record<string, RegExp> = {
  ar: /\p{Script=Arabic}/gu,
  he: /\p{Script=Hebrew}/gu,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  ko: /\p{Script=Hangul}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  th: /\p{Script=Thai}/gu,
  uk: /\p{Script=Cyrillic}/gu,
  zh: /\p{Script=Han}/gu,
};

/** How a sentence, a question and a wait end. Thai puts no full stop, but its word for "o'clock" is short for one. */
const western = { '.': /[^.…]\.$/u, '?': /\?$/u, '…': /[^.]…$/u };
const endings: Record<string, typeof western> = {
  ar: { ...western, '?': /؟$/u },
  ja: { '.': /。$/u, '?': /？$/u, '…': /…$/u },
  th: { ...western, '.': /([^.…?]|\{time\}\u00a0น\.)$/u },
  zh: { '.': /。$/u, '?': /？$/u, '…': /…$/u },
};
const rightToLeft = ['ar', 'he'];

const placeholdersOf = (phrase: string) => phrase.match(/\{[^}]*\}/g) ?? [];
const wrong = (catalogue: SignOutMessages, isWrong: (phrase: string, key: Key) => boolean) =>
  phrases.filter((key) => isWrong(catalogue[key], key)).map((key) => `${key}: ${catalogue[key]}`);

describe('the languages', () => {
  test("are Amplify UI's and Arabic", () => {
    const spoken = Object.keys(translations).map((name) => tags[name] ?? name);
    const own = Object.values(catalogues).map(({ language }) => language);
    expect(own.toSorted()).toEqual([...new Set([...spoken, 'ar'])].toSorted());
    expect(own).toHaveLength(21);
  });

  test('have a file each, and are imported by their tag', () => {
    const files = readdirSync('src/locales').filter((name) => /^[a-z]{2}\.ts$/.test(name));
    expect(Object.keys(catalogues).map((name) => `${name}.ts`)).toEqual(files.toSorted());
    for (const [name, { language }] of Object.entries(catalogues)) expect(language).toBe(name);
  });

  test('are all in the documentation, with whether a native speaker has read them', () => {
    const rows = readFileSync('docs/languages.md', 'utf8').matchAll(
      /^\| `.*?\| `([a-z]{2})`.*\| (no|yes|the original) \|$/gm,
    );
    expect([...rows].map(([, name]) => name)).toEqual(Object.keys(catalogues).toSorted());
  });

  test('do not compile with a word missing', () => {
    const { dismiss: _, ...rest } = en;
    // @ts-expect-error dismiss is missing
    const lacking: SignOutMessages = rest;
    expect(lacking).not.toHaveProperty('dismiss');
  });

  test.each(Object.entries(translations))("sign out as Amplify's %s does", (name, dictionary) => {
    const theirs = (dictionary as Record<string, string>)['Sign Out']?.trim() ?? '';
    const ours = Object.values(catalogues).find(
      ({ language }) => language === (tags[name] ?? name),
    );
    // The Authenticator's own button says “Se connecter”.
    const exception = name === 'fr' ? 'Se déconnecter' : theirs;
    expect(ours?.signOut).toContain(exception);
  });
});

describe.each(languages)('%s', (language, catalogue) => {
  test('has every word and no other', () => {
    expect(Object.keys(catalogue).toSorted()).toEqual(keys.toSorted());
    expect(wrong(catalogue, (phrase) => phrase.trim() === '' || phrase !== phrase.trim())).toEqual(
      [],
    );
  });

  test('does not repeat the English', () => {
    const repeated = phrases.filter((key) => catalogue[key] === en[key]);
    expect(repeated).toEqual(loanwords[language] ?? []);
  });

  test('keeps the placeholders', () => {
    expect(
      wrong(
        catalogue,
        (phrase, key) => `${placeholdersOf(phrase)}` !== `${placeholdersOf(en[key])}`,
      ),
    ).toEqual([]);
  });

  test('says different things differently', () => {
    const different = new Set(phrases.map((key) => catalogue[key]));
    expect(different.size).toBe(phrases.length);
  });

  test('ends a sentence, a question and a wait its own way', () => {
    const { [language]: own = western } = endings;
    expect(
      wrong(catalogue, (phrase, key) => {
        const mark = /[.?…]$/.exec(en[key])?.[0] as keyof typeof western | undefined;
        return mark ? !own[mark].test(phrase) : /[\p{P}\s]$/u.test(phrase);
      }),
    ).toEqual([]);
    expect(wrong(catalogue, (phrase) => /\.\.|["'`]|[ \u00a0]{2}/.test(phrase))).toEqual([]);
  });

  test('is written in its script', () => {
    const script = scripts[language] ?? /\p{Script=Latin}/gu;
    const count = (phrase: string, pattern: RegExp) => phrase.match(pattern)?.length ?? 0;
    expect(
      wrong(catalogue, (phrase) => {
        const words = phrase.replaceAll(/\{[^}]*\}/g, '');
        return count(words, script) <= count(words, /\p{L}/gu) * 0.8;
      }),
    ).toEqual([]);
  });

  test('isolates what is put into a sentence that runs right to left, and turns nothing else', () => {
    const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
    const isolated = (phrase: string) => phrase.replaceAll(/\u2068(\{[a-z]+\})\u2069/gu, '$1');
    const isRightToLeft = rightToLeft.includes(language);
    expect(
      wrong(catalogue, (phrase) => controls.test(isRightToLeft ? isolated(phrase) : phrase)),
    ).toEqual([]);
    expect(
      wrong(catalogue, (phrase) => isRightToLeft && /(?<!\u2068)\{|\}(?!\u2069)/u.test(phrase)),
    ).toEqual([]);
  });

  test('has its own way to write a time', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(language)).toEqual([language]);
    const afternoon = new Date(2026, 10, 23, 15, 42);
    expect(formatTime(afternoon, language, afternoon)).toMatch(/(15|3)[:.]42/);
    const later = formatTime(afternoon, language, new Date(2026, 10, 22));
    expect(later).toMatch(/23/);
    expect(later).toContain(language === 'th' ? '2569' : '2026');
    // In a sentence that runs right to left, a Latin word would turn the time around.
    if (rightToLeft.includes(language)) expect(later).not.toMatch(/\p{Script=Latin}/u);
  });
});

test.each(Object.values(catalogues).map((catalogue) => [catalogue.language, catalogue] as const))(
  'no line of %s breaks within a word',
  (_, catalogue) => {
    expect(wrong(catalogue, (phrase) => /\S[-\u00ad\u2010\u2011]\S/u.test(phrase))).toEqual([]);
  },
);

describe('toVocabularies', () => {
  test("puts each word under a key of the kit's, in each language", () => {
    const vocabularies = toVocabularies(locales.de, locales.ja);
    expect(Object.keys(vocabularies)).toEqual(['de', 'ja']);
    expect(vocabularies.de?.['amplify-signoff.signOut']).toBe('Abmelden');
    expect(Object.keys(vocabularies.ja ?? {})).toEqual(keys.map((key) => `amplify-signoff.${key}`));
  });

  test("besides under Amplify's own names", () => {
    const { uk, ua, ko, kr } = toVocabularies(locales.uk, locales.ko);
    expect(ua).toEqual(uk);
    expect(kr).toEqual(ko);
  });
});

describe('a bundle', () => {
  const longOf = (catalogue: SignOutMessages) =>
    phrases
      .map((key) => catalogue[key])
      .filter((phrase) => /^[^\s{}\u2068]{8,}|^\S+ [^{}\u2068]{12,}$/u.test(phrase));
  const speaks = (code: string, catalogue: SignOutMessages) =>
    longOf(catalogue).some((phrase) => code.includes(phrase));

  test('has the languages that the app imports, and no word of another', async () => {
    const code = await bundle(
      `export { de, toVocabularies } from './src/locales/index.ts'; export { SignOutButton } from './src/index.ts'`,
    );
    const spoken = Object.values(catalogues).filter((catalogue) => speaks(code, catalogue));
    expect(spoken.map(({ language }) => language)).toEqual(['de', 'en']);
  });

  test('would be caught with all of them', async () => {
    const code = await bundle(`export * from './src/locales/index.ts'`);
    const spoken = Object.values(catalogues).filter((catalogue) => speaks(code, catalogue));
    expect(spoken).toHaveLength(21);
  });
});
