import type { Decorator } from '@storybook/react-vite';
import { type AuthAdapter, AuthProvider, type SignedOutBy, type SignOutOutcome } from '../src';
import { createScriptedAdapter, type ScriptedAdapterOptions } from '../src/testing';
import { outcomes } from './outcomes';

const byName = Object.fromEntries(
  Object.entries(outcomes).flatMap(([section, named]) =>
    Object.entries(named).map(([name, make]) => [`${section} · ${name}`, make]),
  ),
);

interface Script extends ScriptedAdapterOptions {
  /** Whether a retry never comes to an end. @default false */
  isRetryEndless?: boolean;
  /** What ends the session, instead of a sign-out of the page. */
  endedBy?: SignedOutBy;
  /** What another tab says of its sign-out. */
  said?: SignOutOutcome;
}

/** Parameters that play outcomes without a network: what the sign-out comes to, and then each retry. */
export const script = (options: Script) => ({ parameters: { script: options } });

/** The adapter that a `script` describes. */
export function scriptedAdapter({
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

/** Walked through step by step, so no part of a docs page: there, walks would take the focus from each other. */
export const walk = { tags: ['!autodocs'] };

/** A docs page shows the story in a window of its own: what floats would lie over the page. */
export const inWindow = { docs: { story: { inline: false, height: '23rem' } } };

/** A control that chooses what the sign-out comes to; no prop of any component. */
export const becomes = {
  control: 'select' as const,
  options: Object.keys(byName),
  description: "What becomes of the sign-out: this page's own control, no prop.",
  table: { category: 'Story' },
};

/** A provider for a story, with the adapter that its `script` parameter or its `becomes` control describes. */
export const withScript: Decorator = (Story, { parameters, args }) => {
  const chosen = byName[String(args.becomes)];
  const options = chosen ? { outcomes: [chosen()], latencyMs: 300 } : parameters.script;
  return (
    <AuthProvider key={String(args.becomes)} adapter={scriptedAdapter(options)}>
      <Story />
    </AuthProvider>
  );
};
