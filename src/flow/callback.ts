/** Calls a callback of the app's; one that throws, or rejects, is reported and breaks nothing. */
export function callback(name: string, call: () => unknown): void {
  const report = (error: unknown) =>
    console.error(`amplify-signoff: ${name} threw. The sign-out itself is not affected.`, error);
  try {
    Promise.resolve(call()).catch(report);
  } catch (error) {
    report(error);
  }
}
