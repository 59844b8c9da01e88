import { Hub } from 'aws-amplify/utils';

/** Resolves when Amplify is configured with what is wanted of it, or once the time is up. */
export function untilConfigured(isWanted: () => boolean, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = Hub.listen('core', ({ payload }) => {
      if (payload.event === 'configure' && isWanted()) done();
    });
    const timer = setTimeout(done, ms);
    function done() {
      stop();
      clearTimeout(timer);
      resolve();
    }
  });
}
