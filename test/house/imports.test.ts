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
    ['a folder without arrows', 'helpers/a.ts', `import { b } from '../outcome/b';`],
  ])('catches %s', (_, path, text) => {
    expect(findViolations([{ path, text: `// first line\n${text}` }])).toEqual([
      expect.stringMatching(`^src/${path}:2 `),
    ]);
  });

  test.each([
    ['itself', 'flow/a.ts', `import { b } from './b';`],
    ['its left', 'components/a.tsx', `import { b } from '../react/b';`],
    ['a type beside it', 'testing/a.ts', `import type { B } from '../adapter/B';`],
    ['Amplify in its adapter', 'adapter/amplify/a.ts', `import { Hub } from 'aws-amplify/utils';`],
    ['anything, in the index', 'index.ts', `export { A } from './components/A';`],
  ])('allows %s', (_, path, text) => {
    expect(findViolations([{ path, text }])).toEqual([]);
  });
});
