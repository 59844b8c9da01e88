import { expect, vi } from 'vitest';
import type { AuthAdapter } from '../../src/adapter/AuthAdapter';
import type { AmplifyAdapterOptions } from '../../src/adapter/amplify/AmplifyAdapterOptions';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { describeOutcome } from '../../src/components/words/describeOutcome';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { en } from '../../src/locales/en';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';

const stops: (() => void)[] = [];
export const onDisconnect = (stop: () => void) => void stops.push(stop);
export function disconnectAll() {
  for (const stop of stops.splice(0)) stop();
}

/** An adapter, who is signed in and the sign-out, as a provider connects them. */
export const connected = (
  hooks: SignOutHooks = {},
  options: AmplifyAdapterOptions = {},
  canShow = () => true,
) => connect(createAmplifyAdapter(options), hooks, canShow);

export function connect(adapter: AuthAdapter, hooks: SignOutHooks = {}, canShow = () => true) {
  const told: SignOutOutcome[] = [];
  const auth = createAuthStore(adapter, (...told) => flow.handle(...told));
  const flow = createSignOutFlow(
    adapter,
    () => ({ onOutcome: (it) => void told.push(it), ...hooks }),
    () => auth.get().user,
    auth.lookAgain,
  );
  const disconnections = [auth.connect(), flow.connect(canShow)];
  const disconnect = () => {
    for (const stop of disconnections.splice(0)) stop();
  };
  onDisconnect(disconnect);
  return { adapter, auth, flow, told, disconnect };
}

type Connected = ReturnType<typeof connected>;

/** React shows again what it had hidden. */
export function comeBack({ auth, flow }: Connected) {
  for (const stop of [auth.connect(), flow.connect()]) onDisconnect(stop);
}

/** The title that a notice shows; null where it shows nothing of its own. */
export function says({ flow, auth }: Pick<Connected, 'flow' | 'auth'>): string | null {
  const { outcome, canRetry, isElsewhere } = flow.get();
  const signedInAs = auth.get().user?.displayName;
  return outcome && !isElsewhere
    ? describeOutcome(outcome, en, { canRetry, signedInAs }).title
    : null;
}

/** Several of them on one page, which all know that somebody is signed in. */
export async function together<Each extends Connected[]>(...all: Each): Promise<Each> {
  for (const { auth } of all)
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  return all;
}

export const providers = (options: AmplifyAdapterOptions = {}) =>
  together(connected({}, options), connected({}, options));
