import { expect } from 'storybook/test';

const parts = {
  alert: '.amplify-alert',
  icon: '.amplify-alert__icon',
  heading: ':is(.amplify-alert__heading, [data-part="title"])',
  dismiss: '.amplify-alert__dismiss',
  button: ':is([data-from="amplify"], [data-from="kit"]) > .amplify-button',
};

/** What follows from the words and the room, which differ. */
const ofItsOwn = /^(inline|block)-size$|^(width|height)$|-origin$/;

/** Every property that a theme changed, with what it changed to. */
function changes(before: Element, after: Element): Record<string, string> {
  const [then, now] = [getComputedStyle(before), getComputedStyle(after)];
  const changed = [...now].filter(
    (name) => !ofItsOwn.test(name) && then.getPropertyValue(name) !== now.getPropertyValue(name),
  );
  return Object.fromEntries(changed.map((name) => [name, now.getPropertyValue(name)]));
}

/** Expects that between the two pairs the kit changed in every part exactly as Amplify UI did. */
export async function changesAlike(canvas: HTMLElement, changed: readonly (keyof typeof parts)[]) {
  const find = (pair: string, from: string, part: keyof typeof parts) => {
    const element = canvas.querySelector(`[data-pair="${pair}"] [data-from="${from}"]`);
    const [found] = [...(element?.querySelectorAll(parts[part]) ?? [])];
    if (!found) throw new Error(`There is no ${part} in ${from}, ${pair}.`);
    return found;
  };
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    const by = (from: string) => changes(find('before', from, part), find('after', from, part));
    const amplify = by('amplify');
    if (changed.includes(part)) await expect(amplify, part).not.toEqual({});
    await expect(by('kit'), part).toEqual(amplify);
  }
}
