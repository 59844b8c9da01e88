import { I18n } from 'aws-amplify/utils';
import { expect, test } from 'vitest';
import { translate } from '../../src/adapter/amplify/translate';

test('a word comes from the vocabulary of the chosen language, else it is the given one', () => {
  I18n.putVocabularies({ de: { greeting: 'Hallo' } });
  I18n.setLanguage('de-AT');
  expect(translate('greeting', 'Hello')).toBe('Hallo');
  expect(translate('farewell', 'Bye')).toBe('Bye');
  I18n.setLanguage('en');
  expect(translate('greeting', 'Hello')).toBe('Hello');
});
