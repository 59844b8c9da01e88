import type { SignOutOutcome, SignOutScope } from '../outcome/SignOutOutcome';

/** The person who is signed in. */
export interface AuthUser {
  /** The user pool's `sub`. */
  userId: string;
  username: string;
  /** The name a person would know: name, preferred user name, email or phone number, else the user name. */
  displayName: string;
  email?: string;
  /** The name of the identity provider behind a federated sign-in: 'Google'. */
  identityProvider?: string;
  /** Tells their session from another one of theirs, in words of the adapter's. Not enumerable. */
  readonly sessionId?: string;
}

/** Whose an outcome is, over a page load. */
type Whose = Pick<AuthUser, 'userId' | 'identityProvider' | 'sessionId'>;

/** What ended the last session. */
export type SignedOutBy = 'user' | 'otherTab' | 'expired' | 'revoked' | 'unknown';

export type AuthEvent =
  | { type: 'signedIn'; user: AuthUser }
  /** `outcome` is what another tab said of it: a hint. A later one may follow, after a retry there. */
  | { type: 'signedOut'; by: SignedOutBy; outcome?: SignOutOutcome };

export interface SignOutRequest {
  /** Read once the session is known and nothing has been sent, so it may still change until then. */
  readonly scope: SignOutScope;
  readonly redirectUrl?: string;
  readonly signal?: AbortSignal;
  /** Whom the click meant: the one that the page shows. Absent where nobody is. */
  readonly userId?: string;
  /** Which session of theirs the page shows, where the adapter tells them apart. */
  readonly sessionId?: string;
  /** The app's own tasks, to be run once this browser holds nothing of the session and before the page leaves. */
  cleanup?(outcome: SignOutOutcome): Promise<void>;
}

export interface RetryOptions {
  readonly signal?: AbortSignal;
  /**
   * Whether nobody clicked: then the page is not left, wherever the sign-out leads. Read at the end, since somebody may
   * have clicked by then. @default false
   */
  readonly isQuiet?: boolean;
}

/** One sign-out that has settled, with what it retained for a retry. */
export interface SignOutAttempt {
  readonly outcome: SignOutOutcome;
  /** The app client that was asked, whatever the page is configured for by now: its next page load is told what is kept. */
  readonly clientId?: string;
  /** Only where something retryable is left. Uses what this attempt retained, whoever is signed in by then. */
  retry?(options?: RetryOptions): Promise<SignOutAttempt>;
  /** Where a storage did not answer by the deadline: what became of it in the end. */
  late?: Promise<SignOutAttempt>;
  /**
   * What is true instead, where somebody else who holds on to it has tried again, or newer tokens of the session turned up
   * after it had ended here, and could not be ended or erased. Pending for as long as that has not happened.
   */
  correction?: Promise<SignOutAttempt>;
  /**
   * Where the managed login's part is open: goes on to its `/logout`, retried or not, unless someone is signed in by then.
   * Resolves to what is known as the page leaves, or to why it stays.
   */
  finish?(): Promise<SignOutAttempt>;
  /** The token that a failed step could not end: an access token of GlobalSignOut, a refresh token of RevokeToken. */
  revealToken(): string | null;
  /** Drops what was retained. Idempotent. */
  forget(): void;
}

/** What providers that have gone, or the page load before, have left. */
export interface RestoredSignOut extends SignOutAttempt {
  /** Whose it is, where that was known. */
  readonly userId?: string | undefined;
  readonly identityProvider?: string | undefined;
}

/** A sign-out that has settled, for those on the page who did not ask for it. */
export interface SettledSignOut {
  /** Who asked for it; the first one of those that are still there shows it. */
  readonly requests: readonly SignOutRequest[];
  /** What `restore` finds, where nobody who is still there has asked for it. */
  readonly past?: RestoredSignOut;
  /**
   * True for whoever calls it first, and shows it. `show` is called where that one has gone: whoever returns true shows it
   * from then on. Who is back on the page (`isBack`) gets nothing that was put away. Without this method, whoever asked first.
   */
  claim?(show: () => boolean, isBack?: boolean): boolean;
  /** Whoever shows it has put it away, or is gone: then it is told whether somebody else shows it from now on. */
  release?(isGone: boolean): boolean;
  /** Holds on to it as whoever asked does, without what their own tasks came to. */
  take(): SignOutAttempt;
  /**
   * Asks as `signOut` does, for who had clicked before it settled: where the session is gone, what became of it is told,
   * and what is still open of what is asked for is done.
   */
  join?(request: SignOutRequest): Promise<SignOutAttempt>;
}

/** Looks again at who says how a session ended; or puts that away, where `isPutAway`. */
type EndingTeller = (isPutAway: boolean) => void;

/** What the provider needs of an authentication library. */
export interface AuthAdapter {
  /** Reads who is signed in; never refreshes. */
  getCurrentUser(): Promise<AuthUser | null>;
  /** Signs out; never rejects. */
  signOut(request: SignOutRequest): Promise<SignOutAttempt>;
  subscribe(listener: (event: AuthEvent) => void): () => void;
  /**
   * Tells of each sign-out that settles on the page, whichever adapter was asked, and before the tasks of whoever asked. Of
   * one that several have asked for, it may tell several times.
   */
  onSettled?(listener: (settled: SettledSignOut) => void): () => void;
  /**
   * Empty at first, and the same one in all adapters of a page that tell of the same sessions: the providers that could say
   * how one ended, each with whether it can now. The first that can says it. Without it: each provider does.
   */
  readonly endings?: Map<EndingTeller, boolean>;
  /**
   * Keeps an outcome that is shown over a page load, with whose it is, for the attempt's app client; null drops it. Nothing
   * of a token is in it.
   */
  keep?(outcome: SignOutOutcome | null, user?: Whose, clientId?: string): void;
  /**
   * What is left to be shown, once: what providers that have gone were told, with its retry; else, of the page load before,
   * an outcome that was kept, or a sign-out that was cut off, with its retry.
   */
  restore?(): Promise<RestoredSignOut | null>;
  /** Whether the session's token may sign out of all devices. Without this method: yes. */
  canSignOutGlobally?(): Promise<boolean>;
}
