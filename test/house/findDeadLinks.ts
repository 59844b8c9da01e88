import { posix } from 'node:path';

interface Packed {
  /** Whether the package has a file or a folder of this path. */
  has(path: string): boolean;
  read(path: string): string | undefined;
}

/** The links and pictures of a Markdown file that lead to nothing in the package. */
export function findDeadLinks(path: string, text: string, packed: Packed): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? '')
    .filter((link) => !/^(https?|mailto):/.test(link));
  return links
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file ? posix.join(posix.dirname(path), file) : path;
      if (!packed.has(target)) return true;
      return anchor !== undefined && !anchorsOf(packed.read(target) ?? '').includes(anchor);
    })
    .map((link) => `${path}: ${link}`);
}

/** As GitHub names the headings of a file. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
