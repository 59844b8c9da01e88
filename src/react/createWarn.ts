/** Warns whoever builds the app of a mistake, once, in development. */
export function createWarn(): (problem: string) => void {
  const said = new Set<string>();
  return (problem) => {
    if (!said.has(problem)) console.error(`amplify-signoff: ${problem}`);
    said.add(problem);
  };
}
