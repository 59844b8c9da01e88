import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkChangelog, prepareRelease } from '../../scripts/release.mjs';

const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
) as [{ files: { path: string }[] }];
const packed = files.map(({ path }) => path);
const pages = packed.filter((path) => path.endsWith('.md'));

/** Where a page leads, but for what is absolute, or code. */
const linksOf = (text: string) =>
  [...text.replace(/^```.*?^```/gms, '').matchAll(/(?:\]\(|\b(?:src|href)=")([^)"\s]+)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z][a-z+.-]*:/.test(link));

/** As GitHub and npm name the headings of a page. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the tarball', () => {
  test('holds, besides what is built, what is listed here', () => {
    expect(packed.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'docs/guides/adapter.md',
      'docs/guides/cleanup.md',
      'docs/guides/managed-login.md',
      'docs/guides/nextjs-server.md',
      'docs/guides/nextjs.md',
      'docs/guides/outcomes.md',
      'docs/guides/reference.md',
      'docs/guides/security.md',
      'docs/guides/start.md',
      'docs/guides/testing.md',
      'docs/guides/without-authenticator.md',
      'docs/languages.md',
      'docs/partial-sign-out.png',
      'docs/theming.md',
      'package.json',
    ]);
  });

  test('holds nothing built that no source stands for', () => {
    const built = packed.filter((path) => path.startsWith('dist/'));
    expect(built).not.toHaveLength(0);
    const stray = built.filter((path) => {
      const source = path.replace(/^dist/, 'src').replace(/\.(js|cjs)(\.map)?$|\.d\.c?ts$/, '');
      return !['.ts', '.tsx'].some((ending) => existsSync(source + ending));
    });
    expect(stray.sort()).toEqual(['dist/styles.css', 'dist/styles.css.d.ts']);
  });

  test.each(pages)('every link of %s leads somewhere in it', (page) => {
    const nowhere = linksOf(readFileSync(page, 'utf8')).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path ? posix.join(dirname(page), path) : page;
      if (!packed.includes(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(nowhere).toEqual([]);
  });
});

describe('a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says where it comes from, and leads there from npm’s page', () => {
    const copy = prepareRelease('https://git.example/someone/kit', folder);
    const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      name: 'amplify-signoff',
      repository: { type: 'git', url: 'git+https://git.example/someone/kit.git' },
      homepage: 'https://git.example/someone/kit#readme',
      bugs: { url: 'https://git.example/someone/kit/issues' },
    });
    const [readme, original] = [join(copy, 'README.md'), 'README.md'].map((path) =>
      readFileSync(path, 'utf8'),
    );
    expect(linksOf(original ?? '')).not.toHaveLength(0);
    expect(linksOf(readme ?? '')).toEqual([]);
    expect(readme).toContain(
      `src="https://git.example/someone/kit/raw/v${manifest.version}/docs/partial-sign-out.png"`,
    );
  });

  test('is refused where the changelog doesn’t tell of its version', () => {
    const changelog = '# Changelog\n\n## 1.2.30\n\nSomething.\n';
    expect(() => checkChangelog(changelog, '1.2.3')).toThrow(/no section "## 1.2.3"/);
    expect(() => checkChangelog(changelog, '1.2.30')).not.toThrow();
  });

  test.each([undefined, '', 'git.example/someone/kit', 'https://git.example/kit'])(
    'is refused for the address %j',
    (address) => expect(() => prepareRelease(address, folder)).toThrow(/so nothing was published/),
  );
});
