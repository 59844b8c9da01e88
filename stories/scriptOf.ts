import type { SignedOutBy, SignOutOutcome } from '../src';
import type { ScriptedAdapterOptions } from '../src/testing';
import { outcomes } from './outcomes';

export interface Script extends Omit<ScriptedAdapterOptions, 'outcomes'> {
  outcomes?: readonly SignOutOutcome[];
  /** Whether it is tried again by itself. @default false */
  isRetried?: boolean;
  /** Whether a retry never comes to an end. @default false */
  isRetryEndless?: boolean;
  /** What ends the session, instead of a sign-out of the page. */
  endedBy?: SignedOutBy;
  /** What another tab says of its sign-out. */
  said?: SignOutOutcome;
}

const byName = Object.fromEntries(
  Object.entries(outcomes).flatMap(([section, named]) =>
    Object.entries(named).map(([name, make]) => [`${section} · ${name}`, make]),
  ),
);

/** What the `becomes` control offers. */
export const outcomeNames = Object.keys(byName);

/** What a story plays: what its `becomes` control says, or else its `script` parameter. */
export function scriptOf(
  parameters: { script?: Script },
  args: { becomes?: unknown },
): Script | undefined {
  const chosen = byName[String(args.becomes)];
  return chosen ? { outcomes: [chosen()], latencyMs: 300 } : parameters.script;
}
