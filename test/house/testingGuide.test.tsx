import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf, readGuides } from './readGuides';

test('what the guide on testing finds is there', async () => {
  const [code = ''] = blocksOf(readGuides().get('docs/guides/testing.md') ?? '');
  mkdirSync('reports/guides', { recursive: true });
  const path = resolve('reports/guides/testing.tsx');
  writeFileSync(path, code.replaceAll("'amplify-signoff", `'${resolve('src')}`));
  const { partialThenComplete } = await import(path);
  await expect(partialThenComplete()).resolves.toBeUndefined();
}, 30_000);
