import type { Page } from 'playwright';

/** Keeps where the top of an element is in each frame from now on, for as long as it is there. */
export async function recordPlaces(page: Page, selector: string): Promise<() => Promise<number[]>> {
  await page.evaluate((it) => {
    const places: number[] = [];
    Object.assign(window, { places });
    const look = () => {
      const top = document.querySelector(it)?.getBoundingClientRect().top;
      if (top !== undefined) places.push(top);
      requestAnimationFrame(look);
    };
    look();
  }, selector);
  return () => page.evaluate(() => (window as unknown as { places: number[] }).places.splice(0));
}
