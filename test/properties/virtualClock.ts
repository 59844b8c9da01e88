import { AsyncResource } from 'node:async_hooks';
import { vi } from 'vitest';

const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Where every run begins, so that a schedule replays to the millisecond. */
const epoch = Date.UTC(2026, 0, 1);

let fake = globalThis.setTimeout;

/** Takes timers and clocks over. Timers keep the actor that set them. */
export function startClock(): void {
  vi.useFakeTimers({
    now: epoch,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const own = globalThis.setTimeout;
  fake = own;
  const bound = (call: () => void, ms?: number, ...rest: []) =>
    own(AsyncResource.bind(call), ms, ...rest);
  globalThis.setTimeout = bound as typeof setTimeout;
}

export function stopClock(): void {
  globalThis.setTimeout = fake;
  vi.useRealTimers();
}

/** Milliseconds since the run began, which no clock jump changes. */
export const elapsed = () => performance.now();

/** The server's clock: right, whatever the device's clock says. */
export const serverTime = () => epoch + elapsed();

/** Moves the device's clock without any time passing. */
export function jump(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** Lets virtual time pass, timer by timer, with everything that waits for promises in between. */
export async function advance(ms: number): Promise<void> {
  let isThere = false;
  setTimeout(() => {
    isThere = true;
  }, ms);
  await turnOfTheLoop();
  for (let timers = 0; !isThere; timers++) {
    if (timers > 20_000) throw new Error(`Timers never come to rest at ${elapsed()} ms.`);
    vi.advanceTimersToNextTimer();
    await turnOfTheLoop();
  }
}
