import { readdirSync, readFileSync } from 'node:fs';

/** What is documented in Markdown and packed, by its path. */
export function readGuides(): Map<string, string> {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`);
  return new Map(['README.md', ...docs].map((path) => [path, readFileSync(path, 'utf8')]));
}

/** The TypeScript blocks of a text. */
export const blocksOf = (text: string): string[] =>
  [...text.matchAll(/^```tsx?\n(.*?)^```$/gms)].map(([, code = '']) => code);
