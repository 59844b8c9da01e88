import type { CDPSession, Page } from 'playwright';
import { withoutTimes } from './walk';

/** What a screen reader says by itself: what a live region tells, or what the focus has come to. */
export interface Speech {
  by: 'live region' | 'focus';
  text: string;
}

interface AxNode {
  nodeId: string;
  parentId?: string;
  role?: { value: string };
  name?: { value: string };
  description?: { value: string };
}

/** What a screen reader says that the focus has entered, besides what it has come to. */
const containers = ['alertdialog', 'dialog', 'group', 'menu', 'region', 'status'];

/**
 * Keeps what a screen reader says from now on, over page loads too, in the order in which it says it: the words of
 * Chromium's accessibility tree at the moment of each.
 */
export async function recordSpeech(page: Page): Promise<() => Speech[]> {
  const speeches: Speech[] = [];
  const say = (by: Speech['by'], text: string) => {
    if (text) speeches.push({ by, text: withoutTimes(text) });
  };
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Accessibility.enable');
  let around: string[] = [];
  let queue = Promise.resolve();
  await page.exposeFunction('liveRegionChanged', (text: string) => say('live region', text));
  await page.exposeFunction('focusMoved', (place: number) => {
    queue = queue.then(async () => {
      const path = await pathTo(devTools, place);
      const [target, ...ancestors] = path;
      const entered = ancestors.filter(
        ({ nodeId, role }) => !around.includes(nodeId) && containers.includes(role?.value ?? ''),
      );
      around = path.map(({ nodeId }) => nodeId);
      say('focus', [...entered.reverse(), ...(target ? [target] : [])].map(wordsOf).join(' '));
    });
  });
  await page.addInitScript(watch);
  await page.evaluate(watch);
  return () => speeches;
}

/** From what got the focus up to the page; empty where it is gone by now. */
async function pathTo(devTools: CDPSession, place: number): Promise<AxNode[]> {
  try {
    const { result } = await devTools.send('Runtime.evaluate', {
      expression: `focusMoves[${place}]`,
    });
    const { nodes } = await devTools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId ?? '',
      fetchRelatives: true,
    });
    const path: AxNode[] = [];
    for (let node = nodes[0] as AxNode | undefined; node; ) {
      path.push(node);
      const { parentId } = node;
      node = (nodes as AxNode[]).find(({ nodeId }) => nodeId === parentId);
    }
    return path;
  } catch {
    return [];
  }
}

const wordsOf = ({ name, description }: AxNode) =>
  [name?.value, description?.value].filter(Boolean).join(' ');

/** Runs in the page. */
function watch() {
  const { liveRegionChanged, focusMoved } = window as unknown as {
    liveRegionChanged(text: string): void;
    focusMoved(place: number): void;
  };
  const focusMoves: EventTarget[] = [];
  Object.assign(window, { focusMoves });
  const last = new WeakMap<Element, string>();
  const listen = (isNew: boolean) => {
    for (const region of document.querySelectorAll(
      '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"]',
    )) {
      const text = region.textContent ?? '';
      if (isNew && text && text !== last.get(region) && !region.closest('form')) {
        liveRegionChanged(text);
      }
      last.set(region, text);
    }
  };
  listen(false);
  new MutationObserver(() => listen(true)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  document.addEventListener('focusin', ({ target }) => {
    if (target) focusMoved(focusMoves.push(target) - 1);
  });
}
