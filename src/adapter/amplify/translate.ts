import { I18n } from 'aws-amplify/utils';

/** Amplify's word for a key in the language that `I18n.setLanguage()` chose; the given one where it has none. */
export function translate(key: string, otherwise: string): string {
  return I18n.get(key, otherwise);
}
