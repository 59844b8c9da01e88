import { describe, expect, test } from 'vitest';
import { errorNameOf } from '../../src/outcome/errorNameOf';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

describe('the name of an error', () => {
  test.each([
    'TooManyRequestsException',
    ' TooManyRequestsException ',
    'TooManyRequestsException:',
    'TooManyRequestsException:http://internal.amazon.com/coral/com.amazon.coral.service/',
    'TooManyRequestsException,http://internal.amazon.com/',
    'com.amazonaws.cognito.identity.idp.model#TooManyRequestsException',
    'com.amazonaws.cognito#TooManyRequestsException:http://internal.amazon.com/#fragment',
  ])('is bare, whatever stands around it: %s', (raw) => {
    expect(errorNameOf(raw)).toBe('TooManyRequestsException');
  });

  test.each([
    ['nothing', ''],
    ['a JWT', jwt],
    ['a JWT behind a namespace', `idp#${jwt}`],
    ['a JWT behind a space', `Bearer ${jwt}`],
    ['a quoted request', `{"AccessToken":"${jwt}"}`],
    ['a long run of letters', 'A'.repeat(65)],
    ['letters and digits', 'A1b2C3d4E5f6'],
    ['base64', 'QWxhZGRpbjpvcGVu+c2VzYW1l/=='],
    ['markup', '<html>'],
    ['a sentence', 'Access denied'],
    ['more than one line', 'Denied\nTooManyRequestsException'],
  ])('is none where it could be %s', (_, raw) => {
    expect(errorNameOf(raw)).toBeUndefined();
  });

  test('never contains a piece of a token, whatever it is glued to', () => {
    const glues = ['', '#', ':', ',', ' ', '.', '-', '_', '/', '='];
    for (const before of glues) {
      for (const after of glues) {
        const name = errorNameOf(`${before}${jwt}${after}`) ?? '';
        expect(name).toBe('');
      }
    }
  });
});
