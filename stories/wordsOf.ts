import * as locales from '../src/locales';

const { toVocabularies: _, ...catalogues } = locales;

/** Every language of the kit, by its tag. */
export const languages = Object.fromEntries(
  Object.values(catalogues).map((catalogue) => [catalogue.language, catalogue]),
);

/** The words of the language that the toolbar says. */
export const wordsOf = ({ language }: { language?: string }) =>
  languages[language ?? ''] ?? locales.en;
