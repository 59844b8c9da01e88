import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findViolations } from './findViolations';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({
    path: name.split(sep).join('/'),
    text: readFileSync(join('src', name), 'utf8'),
  }));

describe('the direction of imports', () => {
  test('every source file keeps to it', () => {
    expect(sources).not.toHaveLength(0);
    expect(findViolations(sources).join('\n')).toBe('');
  });

  test.each([
    ['a folder to its right', 'outcome/a.ts', `import { b } from '../flow/b';`],
    ['a type from its right', 'adapter/a.ts', `import type { B } from '../react/B';`],
    ['a re-export', 'flow/a.ts', `export * from '../components/B';`],
    ['a dynamic import', 'flow/a.ts', `const b = () => import('../react/b');`],
    ['an import inside a type', 'outcome/a.ts', `type B = import('../adapter/B').B;`],
    ['a value where types are allowed', 'testing/a.ts', `import { b } from '../adapter/b';`],
    ['the index', 'react/a.ts', `import { b } from '..';`],
    ['Amplify outside its adapter', 'adapter/a.ts', `import { Hub } from 'aws-amplify/utils';`],
    ["Amplify's core outside its adapter", 'flow/a.ts', `import '@aws-amplify/core';`],
    ['Amplify UI in a hook', 'react/a.ts', `import { Button } from '@aws-amplify/ui-react';`],
    ['React in the flow', 'flow/a.ts', `import { useState } from 'react';`],
    ['a package that is no peer', 'components/a.tsx', `import clsx from 'clsx';`],
    ['a component in what it is made of', 'components/notice/a.ts', `import { B } from '../B';`],
    ['a part to its right', 'components/notice/a.ts', `import { b } from '../trigger/b';`],
    ['parts without arrows', 'components/helpers/a.ts', `import { b } from '../words/b';`],
    ['the page in a sign-out', 'adapter/amplify/signOut/a.ts', `import { b } from '../page/b';`],
    ['its type', 'adapter/amplify/signOut/a.ts', `import type { B } from '../page/B';`],
    [
      'a sign-out in a session',
      'adapter/amplify/session/a.ts',
      `import { b } from '../signOut/b';`,
    ],
    ['the page in a session', 'adapter/amplify/session/a.ts', `import { b } from '../page/b';`],
    ['options as values', 'adapter/amplify/signOut/a.ts', `import { b } from '../b';`],
    ['the whole adapter in its page', 'adapter/amplify/page/a.ts', `import { b } from '../b';`],
    ['parts of an adapter without arrows', 'adapter/amplify/helpers/a.ts', `import './b';`],
    ['an adapter in what all are', 'adapter/a.ts', `import { b } from './amplify/b';`],
    ['the parts of an adapter', 'react/a.ts', `import { b } from '../adapter/amplify/signOut/b';`],
    ['one adapter in the flow', 'flow/a.ts', `import { b } from '../adapter/amplify/b';`],
    ['the server in a page', 'adapter/a.ts', `import { b } from '../server/b';`],
    ['a page in the server', 'server/a.ts', `import { b } from '../adapter/amplify/page/b';`],
    ["the server's cryptography elsewhere", 'adapter/a.ts', `import { jwtDecrypt } from 'jose';`],
    ['a folder without arrows', 'helpers/a.ts', `import { b } from '../outcome/b';`],
  ])('catches %s', (_, path, text) => {
    expect(findViolations([{ path, text: `// first line\n${text}` }])).toEqual([
      expect.stringMatching(`^src/${path}:2 `),
    ]);
  });

  test.each([
    ['itself', 'flow/a.ts', `import { b } from './b';`],
    ['its left', 'components/a.tsx', `import { b } from '../react/b';`],
    ["a component's parts", 'components/A.tsx', `import { b } from './notice/b';`],
    ['a part to its left', 'components/trigger/a.ts', `import { b } from '../notice/b';`],
    ['its left, from a part', 'components/notice/a.ts', `import { b } from '../../react/b';`],
    ['a type beside it', 'testing/a.ts', `import type { B } from '../adapter/B';`],
    ['Amplify in its adapter', 'adapter/amplify/a.ts', `import { Hub } from 'aws-amplify/utils';`],
    [
      'a session in a sign-out',
      'adapter/amplify/signOut/a.ts',
      `import { b } from '../session/b';`,
    ],
    ['a sign-out in its page', 'adapter/amplify/page/a.ts', `import { b } from '../signOut/b';`],
    ['a session in its page', 'adapter/amplify/page/a.ts', `import { b } from '../session/b';`],
    ['its page in an adapter', 'adapter/amplify/a.ts', `import { b } from './page/b';`],
    ['what all adapters are', 'adapter/amplify/session/a.ts', `import { B } from '../../B';`],
    ['the options of one', 'adapter/amplify/signOut/a.ts', `import type { B } from '../B';`],
    [
      'a sign-out in the server',
      'server/a.ts',
      `import { b } from '../adapter/amplify/signOut/b';`,
    ],
    ['an adapter in a hook', 'react/a.ts', `import { b } from '../adapter/amplify/b';`],
    ['anything, in the index', 'index.ts', `export { A } from './components/A';`],
  ])('allows %s', (_, path, text) => {
    expect(findViolations([{ path, text }])).toEqual([]);
  });
});
