import type { KeyValueStorageInterface } from '@aws-amplify/core';
import { CookieStorage, defaultStorage, sessionStorage } from 'aws-amplify/utils';

/** The names of everything that a storage holds, where it is one of the browser's own and may be looked at. */
export function namesIn(storage: KeyValueStorageInterface): string[] {
  try {
    if (storage === defaultStorage) return Object.keys(window.localStorage);
    if (storage === sessionStorage) return Object.keys(window.sessionStorage);
    return storage instanceof CookieStorage ? document.cookie.split('; ').map(nameOf) : [];
  } catch {
    return [];
  }
}

function nameOf(cookie: string): string {
  const name = cookie.replace(/=.*/s, '');
  try {
    return decodeURIComponent(name);
  } catch {
    // Somebody else's.
    return name;
  }
}
