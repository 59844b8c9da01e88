/** Throws unless it is true; the sentence is what an adapter has to keep to. */
export function hold(isTrue: boolean, sentence: string, got: unknown): asserts isTrue {
  if (!isTrue) throw new Error(`The adapter does not keep to this: ${sentence}. ${show(got)}`);
}

const show = (got: unknown) => `Here: ${JSON.stringify(got) ?? String(got)}`;

/** Waits for what comes a moment later, a second at most. Needs real timers. */
export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  sentence: string,
  got: () => unknown,
): Promise<void> {
  const until = Date.now() + 1000;
  while (!(await isTrue()) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
  hold(await isTrue(), sentence, got());
}
