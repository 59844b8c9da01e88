import type { Configuration } from './readConfiguration';

/** Headers that were asked for ahead are the next request's. */
export function withPreparedHeaders(configuration: Configuration) {
  let ready: ReturnType<Configuration['headers']> | undefined;
  return {
    client: {
      ...configuration,
      headers() {
        const headers = ready ?? configuration.headers();
        ready = undefined;
        return headers;
      },
    },
    async prepare() {
      ready = configuration.headers();
      await ready;
    },
  };
}
