import { Hub } from 'aws-amplify/utils';

/** Resolves when Amplify is configured the next time, or once the time is up. */
export function untilConfigured(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = Hub.listen('core', ({ payload }) => {
      if (payload.event === 'configure') done();
    });
    const timer = setTimeout(done, ms);
    function done() {
      stop();
      clearTimeout(timer);
      resolve();
    }
  });
}
