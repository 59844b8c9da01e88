import type { KeyValueStorageInterface } from '@aws-amplify/core';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage } from 'aws-amplify/utils';
import { registry } from './registry';

/** Where Amplify keeps its tokens. Each time that it is configured with `ssr`, it makes another one of the same cookies. */
export function currentStorage(): KeyValueStorageInterface {
  const storage = cognitoUserPoolsTokenProvider.authTokenStore.getKeyValueStorage();
  // What an app makes of it may be another jar.
  if (storage.constructor !== CookieStorage) return storage;
  const page = registry();
  page.jars ??= new Map();
  const attributes = JSON.stringify(storage);
  const jar = page.jars.get(attributes) ?? (storage as CookieStorage);
  page.jars.set(attributes, jar);
  return jar;
}
