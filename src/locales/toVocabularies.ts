import type { SignOutMessages } from './SignOutMessages';

/** What Amplify's dictionaries call the languages whose tag is another. */
const namesInAmplify: Record<string, string> = { ko: 'kr', uk: 'ua' };

/** The key of a word in Amplify's `I18n`, where it can't meet one of the app's own. */
export const vocabularyKey = (key: string) => `amplify-signoff.${key}`;

/** Makes what `I18n.putVocabularies()` takes, so that the kit follows `I18n.setLanguage()` as Amplify UI does. */
export function toVocabularies(
  ...catalogues: readonly SignOutMessages[]
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    catalogues.flatMap((catalogue) => {
      const { language } = catalogue;
      const words = Object.fromEntries(
        Object.entries(catalogue).map(([key, word]) => [vocabularyKey(key), word]),
      );
      return [language, namesInAmplify[language] ?? language].map((name) => [name, words]);
    }),
  );
}
