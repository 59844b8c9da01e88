import type { AuthUser, SignedOutBy } from '../adapter/AuthAdapter';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { playedAs } from './playedAs';
import type { ScriptedAdapterOptions } from './ScriptedAdapter';

const options: Readonly<Record<keyof ScriptedAdapterOptions, 1>> = {
  user: 1,
  outcomes: 1,
  latencyMs: 1,
  canSignOutGlobally: 1,
};
const ways: Readonly<Record<SignedOutBy, 1>> = {
  user: 1,
  otherTab: 1,
  expired: 1,
  revoked: 1,
  unknown: 1,
};

const show = (value: unknown) =>
  typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : String(value);

function refuse(problem: string, advice: string): never {
  throw new TypeError(`createScriptedAdapter: ${problem}. ${advice}`);
}

/** Throws where a script can't be played as it was meant. */
export function checkScript(given: ScriptedAdapterOptions): ScriptedAdapterOptions {
  const unknown = Object.keys(Object(given)).find((name) => !Object.hasOwn(options, name));
  if (given === null || typeof given !== 'object' || unknown !== undefined) {
    refuse(
      `there is no option '${unknown ?? given}', so it would change nothing`,
      `Give an object with ${Object.keys(options).join(', ')} or none of them.`,
    );
  }
  const { user, outcomes = [], latencyMs = 0, canSignOutGlobally = true } = given;
  if (user !== undefined && user !== null) checkUser('user', user);
  if (!Array.isArray(outcomes)) {
    refuse(
      `outcomes is ${show(outcomes)}, which is no list`,
      'Put each outcome into a list: [outcome.partial(), outcome.complete()].',
    );
  }
  outcomes.forEach((next, place) => {
    if (typeof next !== 'function') checkOutcome(`outcomes[${place}]`, next);
  });
  if (!(typeof latencyMs === 'number' && latencyMs >= 0 && latencyMs < 2 ** 31)) {
    refuse(
      `latencyMs is ${show(latencyMs)}, which no timer can keep`,
      'Give milliseconds from 0 and below 2^31; for a sign-out that stays pending, script a function that returns a promise.',
    );
  }
  if (typeof canSignOutGlobally !== 'boolean') {
    refuse(`canSignOutGlobally is ${show(canSignOutGlobally)}`, 'Give true or false.');
  }
  return given;
}

/** What is played; throws where no sign-out can come to it. */
export function checkOutcome(
  name: string,
  given: unknown,
  scope: SignOutOutcome['scope'] = 'global',
): SignOutOutcome {
  return (
    playedAs(given, scope) ??
    refuse(
      `${name} is ${show(given)}, which no sign-out comes to`,
      'Build it with outcome.complete(), outcome.partial() or outcome.failed(); the steps and reasons of its failures, and which of them are retryable, are in the types SignOutStep and SignOutReason.',
    )
  );
}

export function checkUser(name: string, user: AuthUser): void {
  const { userId, username, displayName } = Object(user);
  if ([userId, username, displayName].every((text) => text && typeof text === 'string')) return;
  refuse(
    `${name} lacks one of userId, username and displayName, so nobody can be named`,
    'Give all three as strings.',
  );
}

export function checkSignedOutBy(by: SignedOutBy): void {
  if (Object.hasOwn(ways, by)) return;
  refuse(`nothing ends a session by ${show(by)}`, `Say one of ${Object.keys(ways).join(', ')}.`);
}
