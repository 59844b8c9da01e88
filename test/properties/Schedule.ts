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

/** One of the two providers of the page, each with an adapter of its own. */
export type Provider = 0 | 1;

/** What happens at one moment. `which` counts the sign-outs that were asked of a provider, from the last one back. */
export type Event = { at: number } & (
  | { does: 'signOut'; by: Provider; scope: Scope; abortAfterMs: number | null }
  | { does: 'retry'; by: Provider; which: number; abortAfterMs: number | null }
  | { does: 'forget'; by: Provider; which: number }
  | { does: 'dismiss'; by: Provider }
  /** The adapter is asked who is there. */
  | { does: 'look'; by: Provider }
  | { does: 'pageHides' }
  /** The app refreshes. `refusedAfterMs`: somebody has just revoked the session, and the no takes so long to arrive. */
  | { does: 'refresh'; refusedAfterMs: number | null }
  | { does: 'signIn'; who: 'alice' | 'bob' }
  | { does: 'revokeElsewhere'; all: boolean }
  /** The app calls Amplify's own signOut(). */
  | { does: 'bareSignOut'; global: boolean }
  /** Another tab revokes the stored refresh token, and leaves the storage alone. */
  | { does: 'revokeInOtherTab' }
  /** Another tab refreshes now and stores what it got later; whether this one hears of that depends on the storage. */
  | { does: 'otherTabStores'; afterMs: number; isHeard: boolean }
  /** Amplify is configured for the page's own app client, or for another one that keeps its tokens beside. */
  | { does: 'reconfigure'; to: 'own' | 'other' }
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
