/** The letters that stand for a name: of its first word and of its last; none where it begins no word with a letter. */
export function initialsOf(name: string): string | undefined {
  const letters = name.normalize().match(/(?<!\S)\p{L}\p{M}*/gu) ?? [];
  const [first, last] = [letters[0], letters.length > 1 ? letters.at(-1) : ''];
  return first && `${first}${last}`.toLocaleUpperCase();
}
