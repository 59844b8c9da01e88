import { expect, test } from 'vitest';
import { initialsOf } from '../../src/components/menu/initialsOf';

test.each([
  ['Ana', 'A'],
  ['ana sousa', 'AS'],
  ['Anastasia von und zu Hohenlohe', 'AH'],
  ['  ana@example.com ', 'A'],
  ['山田 太郎', '山太'],
  ['e\u0301mile', 'É'],
  ['क्षमा', 'क्'],
  ['+49 30 123', undefined],
  ['', undefined],
])('“%s” is “%s”', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
