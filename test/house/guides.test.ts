import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuthUser } from '../../src';
import { en } from '../../src/locales';
import { adapterChecks } from '../../src/testing';
import { compile } from '../book/compile';
import { blocksOf, readGuides } from './readGuides';

const guides = readGuides();

test('every TypeScript block of the README and the guides compiles', () => {
  const blocks = new Map<string, string>();
  for (const [path, text] of guides) {
    for (const [index, code] of blocksOf(text).entries()) {
      blocks.set(`${path}, block ${index + 1}`, code);
    }
  }
  expect(blocks.size).toBeGreaterThan(15);
  expect(compile(blocks)).toEqual([]);
}, 120_000);

describe('the table of failures', () => {
  const source = readFileSync('src/outcome/SignOutFailure.ts', 'utf8');
  const guide = guides.get('docs/guides/outcomes.md') ?? '';
  const listed = (type: string) => {
    const [, union = ''] = source.match(new RegExp(`type ${type} =([^;]+);`)) ?? [];
    return [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  };
  const rows = (heading: string) => {
    const [, section = ''] = guide.split(`## ${heading}\n`);
    return [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \| (.*?) \|/gm)]
      .map(([, name = '', words = '']) => ({ name, words }))
      .filter(({ name }) => name !== 'step' && name !== 'reason');
  };

  test('has every step and every reason of the source, in its order', () => {
    expect(listed('SignOutReason').length).toBeGreaterThan(10);
    expect(rows('Steps').map(({ name }) => name)).toEqual(listed('SignOutStep'));
    expect(rows('Reasons').map(({ name }) => name)).toEqual(listed('SignOutReason'));
  });

  test('says the words that the person reads', () => {
    const words = new Map(Object.entries(en));
    for (const row of rows('Reasons')) expect(row.words).toBe(words.get(`reason.${row.name}`));
  });
});

describe('the adapter of the guide', async () => {
  const [code = ''] = blocksOf(guides.get('docs/guides/adapter.md') ?? '');
  mkdirSync('reports/guides', { recursive: true });
  const path = resolve('reports/guides/adapter.ts');
  writeFileSync(path, code);
  const { createCookieAdapter } = await import(path);

  const setUp = async () => {
    let user: AuthUser | null = null;
    let isBusy = false;
    let people = 0;
    const listeners = new Set<() => void>();
    const change = (next: AuthUser | null) => {
      user = next;
      for (const listener of listeners) listener();
    };
    const adapter = createCookieAdapter({
      currentUser: async () => user,
      async endSession() {
        if (isBusy) throw new Error('503');
        user = null;
      },
      onChange(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    return {
      adapter,
      async signIn() {
        people += 1;
        change({ userId: `u${people}`, username: `u${people}`, displayName: `Person ${people}` });
      },
      endElsewhere: async () => change(null),
      setBusy: (next: boolean) => {
        isBusy = next;
      },
    };
  };

  test.each(adapterChecks(setUp))('%s', (_name, check) => check());
});
