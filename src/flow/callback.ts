/** Calls a callback of the app's; one that throws is reported and breaks nothing. */
export function callback(name: string, call: () => void): void {
  try {
    call();
  } catch (error) {
    console.error(`amplify-signoff: ${name} threw. The sign-out itself is not affected.`, error);
  }
}
