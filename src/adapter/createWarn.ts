/** Tells whoever builds the app of each mistake once. */
export function createWarn(): (problem: string) => void {
  const said = new Set<string>();
  return (problem) => {
    if (!said.has(problem)) console.error(`amplify-signoff: ${problem}`);
    said.add(problem);
  };
}
