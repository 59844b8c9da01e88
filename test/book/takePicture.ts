import type { Page } from 'playwright';
import type { Book } from './openBook';
import { openEntry } from './openBook';
import type { Shot } from './shots';

/** Takes the picture of a state: the story, and whatever lies over it. */
export async function takePicture(page: Page, book: Book, shot: Shot): Promise<Buffer> {
  await page.setViewportSize({ width: shot.width, height: 800 });
  await openEntry(
    page,
    book,
    { id: shot.story, type: 'story' },
    {
      ...shot.look,
      language: shot.language,
    },
  );
  const clip = await page.evaluate(async () => {
    await document.fonts.ready;
    const boxes = [
      ...document.querySelectorAll('[data-look], [data-part="dialog"], [data-part="floating"]'),
      ...document.querySelectorAll('[role="menu"]'),
    ].map((element) => element.getBoundingClientRect());
    const x = Math.max(0, Math.floor(Math.min(...boxes.map(({ left }) => left))) - 16);
    const y = Math.max(0, Math.floor(Math.min(...boxes.map(({ top }) => top))) - 16);
    const right = Math.ceil(Math.max(...boxes.map((box) => box.right))) + 16;
    const bottom = Math.ceil(Math.max(...boxes.map((box) => box.bottom))) + 16;
    return { x, y, width: Math.min(innerWidth, right) - x, height: bottom - y };
  });
  return page.screenshot({ clip, animations: 'disabled', fullPage: true });
}
