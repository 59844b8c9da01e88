import type { SignOutRequest } from '../adapter/AuthAdapter';
import { signOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { after } from './after';
import { checkOutcome } from './checkScript';
import { outcome } from './outcome';
import type { ScriptedAdapterOptions } from './ScriptedAdapter';

/** Plays a script, an outcome for each request; null where the request is called off. */
export function createPlayer(script: ScriptedAdapterOptions) {
  const { outcomes = [], latencyMs = 0, canSignOutGlobally = true } = script;
  let played = 0;

  const unscripted = ({ scope }: SignOutRequest) =>
    scope === 'local' || canSignOutGlobally
      ? outcome.complete({ scope })
      : outcome.partial({ scope, failures: [signOutFailure('globalSignOut', 'missingScope')] });

  return async function play(request: SignOutRequest): Promise<SignOutOutcome | null> {
    const { scope, signal } = request;
    if (signal?.aborted) return null;
    const place = Math.min(played++, outcomes.length - 1);
    const next = outcomes[place] ?? unscripted;
    const playing = (async () => [typeof next === 'function' ? await next(request) : next])();
    const given = await after(latencyMs, playing, signal);
    return given && checkOutcome(`what outcomes[${place}] plays`, given[0], scope);
  };
}
