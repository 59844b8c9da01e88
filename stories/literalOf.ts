/** Data as one would write it in TypeScript; on one line, or indented by so many spaces. */
export function literalOf(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent || 1)
    .replaceAll(/"(\w+)":/g, '$1:')
    .replaceAll("'", "\\'")
    .replaceAll('"', "'");
  return indent
    ? json
    : json.replaceAll(/\n\s*/g, ' ').replaceAll(/\[ | \]/g, (edge) => edge.trim());
}
