import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import type { CookieStorage } from 'aws-amplify/utils';
import type { AuthAdapter } from '../../AuthAdapter';
import type { Told } from '../../tellAll';
import type { Claims, NewTokens } from '../session/Session';
import type { KnownSignOut } from '../signOut/KnownSignOut';
import type { Arrival, Surroundings } from '../signOut/Surroundings';
import type { Mark } from './mark';

type Orchestrator = typeof cognitoUserPoolsTokenProvider.tokenOrchestrator;
export type TokenStore = ReturnType<Orchestrator['getTokenStore']>;
export type StoredTokens = Parameters<TokenStore['storeTokens']>[0];

/** What all adapters of a page share, in however many copies the package is loaded. Without a token of its own. */
export interface Registry {
  /** Tells this page from other tabs. */
  readonly id: string;
  /** Sign-outs that run, or whose session must not come back; the oldest first. */
  readonly signOuts: Set<KnownSignOut>;
  readonly arrivals: Set<Arrival>;
  /** Who is told of sign-outs that settle. */
  readonly listeners: Set<Surroundings['tellPage']>;
  /** Who looks again at who is signed in. */
  readonly watchers: Set<() => void>;
  /** The last one that they were told of. */
  latest?: Told | undefined;
  readonly endings: NonNullable<AuthAdapter['endings']>;
  /** The app's own refreshes that are in flight. */
  readonly refreshes: Set<{ claims: Claims; tokens: Promise<NewTokens> }>;
  /** What a refresh came from. */
  readonly refreshedFrom: WeakMap<StoredTokens, Claims>;
  /** Where cookies hold the tokens, by their attributes. */
  jars?: Map<string, CookieStorage>;
  /** Tokens that are being stored. */
  readonly stores: Set<{ storage: unknown; done: Promise<void>; hangs: boolean }>;
  /** What is being read or cleared while nobody may store. */
  readonly reads: Set<Promise<unknown>>;
  /** The token store that stands before Amplify's. */
  guarded?: TokenStore;
  /** What was left of sign-outs that were cut off, and has been told. */
  readonly marks: Set<string>;
  /** The last one of each app client that Cognito may have heard. */
  readonly cutOffs: Map<string, Mark>;
  storesBegun: number;
  /** The longest lifetime of a token that was seen, in milliseconds. */
  longestLifetimeMs: number;
  /** Who was last seen signed in, by app client, where the storage loses it. */
  readonly lastUsernames: Map<string, string>;
  readonly warnings: Set<string>;
}

/** Its shape is a protocol: a copy of the package that changes it takes another key, and leaves this one alone. */
const key = Symbol.for('amplify-signoff/2');

/**
 * The one mutable state that outlives a provider. It has to: Amplify has one token store in a page, where a refresh stores
 * its tokens whoever's adapter has just ended the session, and two adapters must not both end one session. It is kept on
 * Amplify's orchestrator, where every copy of the package that meets the same store finds it.
 */
export function registry(): Registry {
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider as { tokenOrchestrator: Keeper };
  tokenOrchestrator[key] ??= {
    id: `${Math.random()}`,
    signOuts: new Set(),
    arrivals: new Set(),
    listeners: new Set(),
    watchers: new Set(),
    endings: new Map(),
    refreshes: new Set(),
    refreshedFrom: new WeakMap(),
    stores: new Set(),
    reads: new Set(),
    marks: new Set(),
    cutOffs: new Map(),
    storesBegun: 0,
    longestLifetimeMs: 0,
    lastUsernames: new Map(),
    warnings: new Set(),
  };
  return tokenOrchestrator[key];
}

interface Keeper {
  [key]?: Registry;
}
