/** A guide's text, its links to other guides as Storybook's own pages; what else it links to has none here. */
export const guideOf = (text: string): string =>
  text
    .replace(/\]\(([\w-]+)\.md\)/g, '](?path=/docs/guides-$1--docs)')
    .replace(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1');
