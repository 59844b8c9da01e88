import type { Decorator } from '@storybook/react-vite';
import { type AuthAdapter, AuthProvider } from '../src';
import { createScriptedAdapter } from '../src/testing';
import { outcomeNames, type Script, scriptOf } from './scriptOf';

/** Parameters that play outcomes without a network: what the sign-out comes to, and then each retry. */
export const script = (options: Script) => ({ parameters: { script: options } });

/** The adapter that a `script` describes. */
export function scriptedAdapter({
  isRetried: _,
  isRetryEndless = false,
  endedBy,
  said,
  ...options
}: Script = {}): AuthAdapter {
  const adapter = createScriptedAdapter(options);
  const retry = () => new Promise<never>(() => {});
  return {
    ...adapter,
    subscribe(listener) {
      if (endedBy) setTimeout(() => adapter.endSession(endedBy, said));
      return adapter.subscribe(listener);
    },
    signOut: async (request) => ({
      ...(await adapter.signOut(request)),
      ...(isRetryEndless && { retry }),
    }),
  };
}

/** A docs page shows the story in a window of its own: what floats would lie over the page. */
export const inWindow = { docs: { story: { inline: false, height: '23rem' } } };

/** A control that chooses what the sign-out comes to; no prop of any component. */
export const becomes = {
  control: 'select' as const,
  options: outcomeNames,
  description: "What becomes of the sign-out: this page's own control, no prop.",
  table: { category: 'Story' },
};

/** A provider for a story, with the adapter that its `script` parameter or its `becomes` control describes. */
export const withScript: Decorator = (Story, { parameters, args }) => (
  <AuthProvider key={String(args.becomes)} adapter={scriptedAdapter(scriptOf(parameters, args))}>
    <Story />
  </AuthProvider>
);
