import type { SignOutFailure } from '../../../outcome/SignOutFailure';
import type { ServerSide, SignOutOutcome, SignOutScope } from '../../../outcome/SignOutOutcome';
import type { SettledSignOut } from '../../AuthAdapter';
import type { AmplifyAdapterOptions } from '../AmplifyAdapterOptions';
import type { AppClient } from '../session/AppClient';
import type { NewTokens, Session } from '../session/Session';
import type { KnownSignOut } from './KnownSignOut';

/** What a sign-out finds around it: a page with Amplify in it, or one request of a server. */
export interface Surroundings {
  readonly client: AppClient;
  readonly options: Required<AmplifyAdapterOptions>;
  /** Every sign-out around that runs, or whose session must not come back; the oldest first. */
  readonly others: Set<KnownSignOut>;
  /** Who has asked for a sign-out, and not found the session as yet. */
  readonly arrivals: Set<Arrival>;
  /** Leaves a mark that a sign-out of the session is under way, and waits for nothing. Returns what takes it away. */
  mark(session: Session, scope: SignOutScope): () => Promise<void>;
  /** Does what a request would wait for. */
  prepare(): Promise<void>;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** What the app's own refresh of the session brings, where one is in flight. */
  refreshInFlight(session: Session): Promise<NewTokens> | null;
  /** Stores when nobody else stores, reads or clears. */
  storing(store: () => Promise<void>): Promise<void>;
  /** Reads or clears while nobody stores: a storage may take so long that someone signs in under the reader's hands. */
  undisturbed<T>(read: () => Promise<T>): Promise<T>;
  /** Does something while no other tab writes the app client's tokens, or after waiting long enough for that. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Says once that the session has ended here, unless someone is signed in. Resolves to whether it was the managed login's. */
  announce(): Promise<boolean>;
  /** Tells everybody on the page what a sign-out has come to, and of which sessions it was. */
  tellPage(settled: SettledSignOut, ended: readonly KnownSignOut[]): void;
  /** Drops what is retained after so many milliseconds, or when whoever could try again is gone. Returns what stops that. */
  dropLater(drop: () => void, ms: number): () => void;
  /** Tells other tabs what has become of somebody's session. */
  tell(userId: string | null, outcome: SignOutOutcome): void;
  /** Warns whoever builds the app, once. */
  warn(problem: string): void;
}

export interface Arrival {
  readonly storage: unknown;
  /** Resolves by the deadline. */
  readonly found: Promise<void>;
}

/** What Cognito's part of a sign-out came to. */
export interface ServerResult {
  server: ServerSide;
  failure?: SignOutFailure;
  warning?: SignOutFailure;
}

/**
 * Goes where a sign-out leads, where it may and nobody is signed in by then, and resolves to what stays open. A federated
 * one leads through the managed login's `/logout`.
 */
export type Leave = (
  redirectUrl: string | undefined,
  isFederated: boolean,
  mayLeave: boolean,
  patienceMs: number,
) => Promise<SignOutFailure | null>;
