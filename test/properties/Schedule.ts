import type { Client } from './Cognito';
import type { StorageFault } from './DeviceStorage';
import type { Answer } from './Transport';

export type Scope = 'local' | 'global';

/** How this browser finds the tokens of alice, who signed in earlier. */
export type TokenState =
  | 'fresh'
  | 'accessExpired'
  | 'revoked'
  | 'noAccessToken'
  | 'corruptAccessToken'
  | 'noIdToken'
  | 'noRefreshToken'
  | 'onlyRefreshToken'
  | 'lostName'
  | 'nobody';

/** What happens at one moment. `which` counts the sign-outs that were asked for, from the last one back. */
export type Event = { at: number } & (
  | { does: 'signOut'; scope: Scope; abortAfterMs: number | null }
  | { does: 'retry'; which: number; abortAfterMs: number | null }
  | { does: 'forget'; which: number }
  | { does: 'dismiss' }
  | { does: 'pageHides' }
  | { does: 'refresh' }
  | { does: 'signIn'; who: 'alice' | 'bob' }
  | { does: 'revokeElsewhere'; all: boolean }
  | { does: 'jump'; ms: number }
);

export interface Settings {
  attemptTimeoutMs: number;
  deadlineMs: number;
  retainMs: number;
  onGlobalFailure: 'signOutLocally' | 'staySignedIn';
}

/** What the app does in a sign-out; used by the flow only. */
export interface AppHooks {
  before: 'none' | 'yes' | 'no' | 'throws' | 'slow';
  after: 'none' | 'quick' | 'throws' | 'hangs';
}

/** Everything that one run depends on. */
export interface Schedule {
  client: Client;
  tokens: TokenState;
  /** Sessions of alice on devices of hers that are not this one. */
  otherDevices: number;
  settings: Settings;
  /** By request, in the order in which they leave; after the last one all goes well. */
  answers: Answer[];
  storageMs: number;
  storageFaults: StorageFault[];
  hooks: AppHooks;
  /** What `Math.random` says. */
  jitter: number;
  events: Event[];
}

/** A schedule in which nothing goes wrong, but for what is given. */
export function schedule(given: Partial<Schedule>): Schedule {
  return {
    client: { rotation: false, revocation: true, adminScope: true, accessSeconds: 3600 },
    tokens: 'fresh',
    otherDevices: 1,
    settings: {
      attemptTimeoutMs: 5000,
      deadlineMs: 10_000,
      retainMs: 600_000,
      onGlobalFailure: 'signOutLocally',
    },
    answers: [],
    storageMs: 0,
    storageFaults: [],
    hooks: { before: 'none', after: 'none' },
    jitter: 0.5,
    events: [],
    ...given,
  };
}
