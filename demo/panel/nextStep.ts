import type { DeviceState } from '../DeviceState';
import type { AnswerName } from './answers';

type Device = DeviceState & { name: string };

const the = ({ name }: Device) => `the ${name.toLowerCase()}`;

/** Says what to do next, given what the devices show and what Cognito answers. */
export function nextStep(devices: readonly Device[], answer: AnswerName): string {
  const pending = devices.find(({ isPending }) => isPending);
  if (pending) return `Wait for ${the(pending)}: it gives Cognito ten seconds at most.`;

  const unsure = devices.find(({ isSignedIn, isSure }) => isSignedIn && !isSure);
  if (unsure) {
    return `Now look at ${the(unsure)}. Is it still signed in? Click “Check my session” there.`;
  }

  const unconfirmed = devices.find(({ canRetry }) => canRetry);
  if (unconfirmed && answer !== 'fine') return 'Choose “Fine”, so that trying again can work.';
  if (unconfirmed) return `Click “Try again” on ${the(unconfirmed)}.`;

  const [out, ...others] = devices.filter(({ isSignedIn }) => !isSignedIn);
  if (out && others.length === 0) return `Sign in on ${the(out)} too.`;
  if (out && devices.some(({ isGlobal }) => isGlobal)) {
    return 'Both are signed out. To try another answer, sign in again on both.';
  }
  if (out) return 'Sign in on both devices. The forms are filled in already.';

  return answer === 'fine'
    ? 'Choose what Cognito answers, “Throttled” for a start. Then click “Sign out of all devices”.'
    : `Click “Sign out of all devices” on ${devices.map(the).join(' or ')}.`;
}
