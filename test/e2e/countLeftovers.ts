import type { CDPSession, Page } from 'playwright';

/** What a page holds after garbage collection. */
export interface Leftovers {
  heapBytes: number;
  listeners: number;
  nodes: number;
  promises: number;
  abortSignals: number;
  timers: number;
  channels: number;
}

interface Counted {
  leftovers: { timers: Set<unknown>; channels: Set<unknown> };
}

/** Runs in the page, before its scripts: keeps the timers and channels that are open. */
export function recordLeftovers() {
  const timers = new Set<unknown>();
  const channels = new Set<unknown>();
  Object.assign(window, { leftovers: { timers, channels } });
  const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: stop } = window;
  Object.assign(window, {
    setTimeout(call: (...all: unknown[]) => void, ms?: number, ...rest: unknown[]) {
      const timer = set(() => {
        timers.delete(timer);
        call(...rest);
      }, ms);
      timers.add(timer);
      return timer;
    },
    setInterval(...given: Parameters<typeof repeat>) {
      const timer = repeat(...given);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer: number) {
      timers.delete(timer);
      clear(timer);
    },
    clearInterval(timer: number) {
      timers.delete(timer);
      stop(timer);
    },
    BroadcastChannel: class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        channels.add(this);
      }
      override close() {
        channels.delete(this);
        super.close();
      }
    },
  });
}

async function countInstances(devtools: CDPSession, expression: string): Promise<number> {
  const objectGroup = 'counted';
  const { result } = await devtools.send('Runtime.evaluate', { expression, objectGroup });
  const { objects } = await devtools.send('Runtime.queryObjects', {
    prototypeObjectId: String(result.objectId),
    objectGroup,
  });
  const { result: length } = await devtools.send('Runtime.callFunctionOn', {
    objectId: String(objects.objectId),
    functionDeclaration: 'function () { return this.length }',
  });
  await devtools.send('Runtime.releaseObjectGroup', { objectGroup });
  return length.value;
}

export async function countLeftovers(page: Page): Promise<Leftovers> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const promises = await countInstances(devtools, 'Promise.prototype');
  const abortSignals = await countInstances(devtools, 'AbortSignal.prototype');
  // What a first collection sets free may hold on to more.
  for (let time = 0; time < 3; time++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((it) => it.name === name)?.value ?? Number.NaN;
  const counted = await page.evaluate(() => {
    const { timers, channels } = (window as unknown as Counted).leftovers;
    return { timers: timers.size, channels: channels.size };
  });
  await devtools.detach();
  return {
    heapBytes: metric('JSHeapUsedSize'),
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    promises,
    abortSignals,
    ...counted,
  };
}
