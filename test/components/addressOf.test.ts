import { expect, test } from 'vitest';
import type { AuthUser } from '../../src';
import { addressOf } from '../../src/components/menu/addressOf';

const ana = { userId: 'a-1', username: 'ana', displayName: 'Ana Sousa' };

test.each<[string, Partial<AuthUser>, string | undefined]>([
  ['the e-mail address', { email: 'ana@example.com' }, 'ana@example.com'],
  ['else the user name', {}, 'ana'],
  ['not what the name is', { displayName: 'ANA' }, undefined],
  ['nor an address that is the name', { email: 'a@b.c', displayName: 'a@b.c' }, undefined],
  ['no user name that the pool made up', { username: 'a-1' }, undefined],
  ['nor an identity provider', { username: 'google_1', identityProvider: 'Google' }, undefined],
])('%s', (_, more, address) => {
  expect(addressOf({ ...ana, ...more })).toBe(address);
});
