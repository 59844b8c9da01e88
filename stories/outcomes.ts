import type { ServerSide, SignOutFailure, SignOutOutcome, SignOutReason } from '../src';
import { outcome } from '../src/testing';

/** A failure as the kit builds it. */
export const failure = (step: SignOutFailure['step'], reason: SignOutReason): SignOutFailure => ({
  step,
  reason,
  retryable: passing.includes(reason),
});

const passing: readonly SignOutReason[] = ['offline', 'network', 'timeout', 'throttled', 'service'];

/** What a request to Cognito can fail with, and what is known of the server then; null where it can't. */
const failures: Record<SignOutReason, { globally: ServerSide | null; locally: ServerSide | null }> =
  {
    offline: { globally: 'notEnded', locally: 'notEnded' },
    network: { globally: 'unknown', locally: 'unknown' },
    timeout: { globally: 'unknown', locally: 'unknown' },
    throttled: { globally: 'notEnded', locally: 'notEnded' },
    service: { globally: 'unknown', locally: 'unknown' },
    sessionExpired: { globally: 'notEnded', locally: null },
    sessionRevoked: { globally: 'notEnded', locally: null },
    userNotReady: { globally: 'notEnded', locally: null },
    missingScope: { globally: 'notEnded', locally: null },
    revocationDisabled: { globally: null, locally: null },
    forbidden: { globally: 'notEnded', locally: 'notEnded' },
    misconfigured: { globally: 'notEnded', locally: 'notEnded' },
    storage: { globally: null, locally: null },
    cancelled: { globally: 'unknown', locally: 'unknown' },
    notAttempted: { globally: 'notEnded', locally: null },
    unknown: { globally: 'notEnded', locally: 'notEnded' },
  };

function partials(scope: 'globally' | 'locally'): Record<string, () => SignOutOutcome> {
  const reasons = Object.entries(failures) as [SignOutReason, (typeof failures)[SignOutReason]][];
  return Object.fromEntries(
    reasons.flatMap(([reason, { [scope]: server }]) => {
      if (!server) return [];
      const step = scope === 'globally' ? 'globalSignOut' : 'revokeToken';
      const failed = failure(step, reason);
      const make = () =>
        outcome.partial({
          scope: scope === 'globally' ? 'global' : 'local',
          server,
          failures: [failed],
          ...(!failed.retryable && { retryUntil: null }),
        });
      return [[`${step}: ${reason}`, make]];
    }),
  );
}

/** Everything that can become of a sign-out. Made anew each time: an outcome says until when it matters. */
export const outcomes: Record<string, Record<string, () => SignOutOutcome>> = {
  Complete: {
    'all devices': () => outcome.complete(),
    'this device': () => outcome.complete({ scope: 'local' }),
    'this device, where the app client cannot revoke': () =>
      outcome.complete({
        scope: 'local',
        server: 'notEnded',
        warnings: [failure('revokeToken', 'revocationDisabled')],
      }),
    'nobody was signed in': () =>
      outcome.complete({ scope: 'local', server: 'unknown', tokensExpireBy: null }),
    'cleanup: timeout': () => outcome.complete({ warnings: [failure('cleanup', 'timeout')] }),
  },
  'Partial, all devices': {
    ...partials('globally'),
    'globalSignOut: sessionRevoked, after an attempt that got no answer': () =>
      outcome.partial({
        server: 'unknown',
        failures: [failure('globalSignOut', 'sessionRevoked')],
        retryUntil: null,
      }),
    'cleanup: timeout, besides': () =>
      outcome.partial({
        failures: [failure('globalSignOut', 'throttled'), failure('cleanup', 'timeout')],
      }),
    'globalSignOut: throttled, before the managed login': () =>
      outcome.partial({
        failures: [failure('globalSignOut', 'throttled'), failure('hostedUi', 'notAttempted')],
      }),
    'hostedUi: notAttempted': () =>
      outcome.partial({
        server: 'ended',
        failures: [failure('hostedUi', 'notAttempted')],
        retryUntil: null,
      }),
    'hostedUi: misconfigured': () =>
      outcome.partial({
        server: 'ended',
        failures: [failure('hostedUi', 'misconfigured')],
        retryUntil: null,
      }),
  },
  'Partial, this device': partials('locally'),
  Failed: {
    'clearLocal: storage, all devices': () => outcome.failed(),
    'clearLocal: storage, this device': () => outcome.failed({ scope: 'local' }),
    'clearLocal: storage, and nothing ended': () => outcome.failed({ server: 'notEnded' }),
    'session: storage': () =>
      outcome.failed({ server: 'notEnded', failures: [failure('session', 'storage')] }),
    'session: unknown': () =>
      outcome.failed({ server: 'unknown', failures: [failure('session', 'unknown')] }),
    'session: unknown, and nothing ended': () =>
      outcome.failed({ server: 'notEnded', failures: [failure('session', 'unknown')] }),
    'session: timeout, of another sign-out': () =>
      outcome.failed({ server: 'unknown', failures: [failure('session', 'timeout')] }),
    "session: notAttempted, since it is somebody else's": () =>
      outcome.failed({ server: 'notEnded', failures: [failure('session', 'notAttempted')] }),
    'prepare: misconfigured': () =>
      outcome.failed({ server: 'notEnded', failures: [failure('prepare', 'misconfigured')] }),
    'prepare: timeout': () =>
      outcome.failed({ server: 'notEnded', failures: [failure('prepare', 'timeout')] }),
    'globalSignOut: throttled, and the app stays signed in': () =>
      outcome.failed({ server: 'notEnded', failures: [failure('globalSignOut', 'throttled')] }),
  },
};
