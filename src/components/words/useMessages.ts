'use client';

import { useMemo } from 'react';
import { translate } from '../../adapter/amplify/translate';
import { en } from '../../locales/en';
import type { SignOutMessages } from '../../locales/SignOutMessages';
import { vocabularyKey } from '../../locales/toVocabularies';
import { useAuthContext } from '../../react/AuthContext';
import { useIsHydrating } from './useIsHydrating';

const keys = Object.keys(en) as (keyof SignOutMessages)[];

/**
 * The words to show: English, in the language of Amplify's `I18n` where it has them, with the app's own on top. On a
 * server all visitors share one `I18n`, so there and while a browser takes over it has no say.
 */
export function useMessages(): SignOutMessages {
  const { messages } = useAuthContext('useMessages');
  const isHydrating = useIsHydrating();
  const translated = (key: keyof SignOutMessages) =>
    isHydrating ? en[key] : translate(vocabularyKey(key), en[key]);
  // Read at each render, as Amplify UI does: I18n tells nobody that its language changed.
  const words = keys.map((key) => messages?.[key] || translated(key));
  const gather = () => Object.fromEntries(keys.map((key, index) => [key, words[index]]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words are the same result
  return useMemo(gather, words) as unknown as SignOutMessages;
}
