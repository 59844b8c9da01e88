import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { decodeJWT, fetchAuthSession, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import { vi } from 'vitest';
import { type Actor, actor, as } from './actors';
import { Cognito, type ServerSession, type Tokens } from './Cognito';
import { DeviceStorage } from './DeviceStorage';
import type { Schedule } from './Schedule';
import { Transport } from './Transport';
import { advance, elapsed, jump, startClock, stopClock } from './virtualClock';

/** A `signedOut` on the Hub, and the user whose tokens the storage held just then. */
export interface HubRecord {
  at: number;
  actor: Actor;
  event: string;
  signedIn: ServerSession | null;
  /** The same at the moment when the actor began to look for the last time. */
  signedInAtLastLook: ServerSession | null;
}

/** What another tab got for a session, and when it stored it. */
export interface OtherTabsTokens {
  session: ServerSession;
  tokens: Tokens;
  /** Those that are new: without rotation the refresh token is not. */
  issued: readonly string[];
  /** Null until it did. */
  storedAt: number | null;
  /** When this page was told by an event, or the kit was next asked who is there. */
  noticedAt: number | null;
}

let runs = 0;

/** Everything around the kit in one run: server, network, storage, clock, Hub, console and Amplify on top. */
export class World {
  readonly cognito: Cognito;
  readonly transport: Transport;
  readonly storage: DeviceStorage;
  readonly hub: HubRecord[] = [];
  readonly said: unknown[] = [];
  readonly unhandled: unknown[] = [];
  readonly otherTabs: OtherTabsTokens[] = [];
  /** The app client that Amplify is configured for now. */
  clientId: string;
  /** When Amplify was configured anew. */
  configuredAt: number | null = null;
  readonly #clientIds: Record<'own' | 'other', string>;
  /** How many sign-ins a slow storage keeps waiting, their tokens half stored. */
  signingIn = 0;
  /** Whether another tab stored its tokens among those of a sign-in that was half stored. */
  isTorn = false;
  /** What the app gives Amplify, the same each time. */
  #handed?: DeviceStorage;
  #undo: (() => void)[] = [];
  #lastLooks = new Map<Actor, ServerSession | null>();

  constructor(readonly schedule: Schedule) {
    // Names of its own: what the kit remembers of one run must not reach into the next.
    const run = ++runs;
    this.#clientIds = { own: `client-of-run${run}`, other: `second-app-of-run${run}` };
    this.clientId = this.#clientIds.own;
    this.cognito = new Cognito(schedule.client, `run${run}`);
    this.transport = new Transport(this.cognito, schedule.answers, () => this.stored());
    this.storage = new DeviceStorage(schedule.storageMs, schedule.storageFaults);
  }

  start(): void {
    startClock();
    this.#undo.push(stopClock);
    this.#replace(Math, 'random', () => this.schedule.jitter);
    this.#replace(globalThis, 'fetch', this.transport.fetch);
    for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
      this.#replace(console, level, (...words) => void this.said.push(words));
    }
    vi.stubGlobal('window', new EventTarget());
    this.#undo.push(() => vi.unstubAllGlobals());
    this.#undo.push(catchUnhandled((reason) => this.unhandled.push(reason)));
    this.#signAliceIn();
    this.#configure();
    this.#undo.push(
      Hub.listen('auth', ({ payload }) => {
        const look = this.#lastLooks.get(actor());
        this.hub.push({
          at: elapsed(),
          actor: actor(),
          event: payload.event,
          signedIn: this.signedIn(),
          signedInAtLastLook: look === undefined ? this.signedIn() : look,
        });
      }),
    );
    // Whoever else listens is the kit.
    const listen: (...rest: Parameters<typeof Hub.listen>) => () => void = Hub.listen.bind(Hub);
    const listenAsKit = (...[channel, callback, options]: Parameters<typeof Hub.listen>) =>
      listen(channel, (capsule) => as('kit', () => callback(capsule)), options);
    this.#replace(Hub, 'listen', listenAsKit as typeof Hub.listen);
  }

  /** A spy of Vitest's would be kept, and all of this run with it. */
  #replace<T extends object, K extends keyof T>(owner: T, name: K, value: T[K]): void {
    const before = owner[name];
    owner[name] = value;
    this.#undo.push(() => {
      owner[name] = before;
    });
  }

  /** The app looks who is there, as it does when it starts; only then the storage may lose the user's name. */
  async settleIn(adapters: readonly { getCurrentUser(): Promise<unknown> }[]): Promise<void> {
    for (const adapter of adapters) void as('kit', () => adapter.getCurrentUser());
    await advance(1000);
    if (this.schedule.tokens === 'lostName') this.storage.items.delete(this.lastUserKey);
    this.storage.start();
  }

  /** Lets go of all that hangs, so that nothing of this run reaches into the next. */
  async stop(): Promise<void> {
    this.transport.close();
    this.storage.release();
    await advance(60_000);
    for (const undo of this.#undo.reverse()) undo();
  }

  key(username: string, name: string): string {
    return keyFor(this.clientId, username, name);
  }

  get lastUserKey(): string {
    return lastUserKeyOf(this.clientId);
  }

  /** Every token that this browser's storage holds. */
  stored(): string[] {
    return [...this.storage.items.values()].filter((value) => this.cognito.issued.has(value));
  }

  /** Whose session Amplify would find. */
  signedIn(): ServerSession | null {
    const { items } = this.storage;
    const username = items.get(this.lastUserKey) ?? 'username';
    for (const name of ['accessToken', 'idToken', 'refreshToken']) {
      const session = this.cognito.sessionOf(items.get(this.key(username, name)));
      if (session) return session;
    }
    return null;
  }

  /** Someone signs in on this device, as Amplify stores and tells it. */
  async signIn(username: string): Promise<void> {
    this.signingIn++;
    try {
      await this.#store(username);
    } finally {
      this.signingIn--;
    }
  }

  async #store(username: string): Promise<void> {
    const tokens = this.cognito.signIn(username, this.clientId);
    const accessToken = decodeJWT(tokens.accessToken);
    await cognitoUserPoolsTokenProvider.tokenOrchestrator.setTokens({
      tokens: {
        accessToken,
        idToken: decodeJWT(tokens.idToken),
        refreshToken: tokens.refreshToken,
        clockDrift: Number(accessToken.payload.iat) * 1000 - Date.now(),
        username,
        signInDetails: { loginId: username, authFlowType: 'USER_SRP_AUTH' },
      },
    });
    const user = { username, userId: `sub-of-${username}` };
    Hub.dispatch('auth', { event: 'signedIn', data: user }, 'Auth', AMPLIFY_SYMBOL);
  }

  /** The kit has a reason to look into the storage, and finds there what other tabs stored. */
  notice(): void {
    for (const got of this.otherTabs) {
      const isStored = Object.values(got.tokens).some((token) => this.stored().includes(token));
      const isThere = got.storedAt !== null && isStored && got.session.clientId === this.clientId;
      if (isThere) got.noticedAt ??= elapsed();
    }
  }

  /** What is no click: the app's refresh, other people, other devices, the clock. Returns whether it was that. */
  happens(event: Schedule['events'][number]): boolean {
    switch (event.does) {
      case 'refresh':
        if (event.refusedAfterMs !== null) this.transport.lateRefusals.push(event.refusedAfterMs);
        as('else', () => void fetchAuthSession({ forceRefresh: true }).catch(() => {}));
        return true;
      case 'signIn':
        as('signIn', () => void this.signIn(event.who).catch(() => {}));
        return true;
      case 'revokeElsewhere': {
        const here = this.signedIn();
        const ended = ({ id, username }: ServerSession) =>
          event.all ? username === 'alice' : id === here?.id;
        this.cognito.end(ended, 'elsewhere');
        return true;
      }
      case 'bareSignOut':
        as('else', () => void signOut({ global: event.global }).catch(() => {}));
        return true;
      case 'revokeInOtherTab': {
        const { RefreshToken: Token, ...rest } = this.#stored();
        if (Token) this.cognito.perform('RevokeToken', { Token, ...rest }, false);
        return true;
      }
      case 'otherTabStores':
        this.#refreshInOtherTab(event.afterMs, event.isHeard);
        return true;
      case 'reconfigure':
        this.clientId = this.#clientIds[event.to];
        this.configuredAt = elapsed();
        this.#configure();
        return true;
      case 'jump':
        jump(event.ms);
        return true;
      case 'pageHides':
        window.dispatchEvent(new Event('pagehide'));
        return true;
      default:
        return false;
    }
  }

  /** What Amplify is configured for; forgets the storage, so that it is set again. */
  #configure(): void {
    Amplify.configure({
      Auth: { Cognito: { userPoolId: 'eu-central-1_test', userPoolClientId: this.clientId } },
    });
    this.#handed ??= this.#watched();
    cognitoUserPoolsTokenProvider.setKeyValueStorage(this.#handed);
  }

  /** What a tab would send of the session that Amplify finds. */
  #stored() {
    const username = this.storage.items.get(this.lastUserKey) ?? 'username';
    const RefreshToken = this.storage.items.get(this.key(username, 'refreshToken'));
    return { ClientId: this.clientId, RefreshToken };
  }

  /** Another tab of this app gets itself new tokens, as it does where it finds a whole session. */
  #refreshInOtherTab(afterMs: number, isHeard: boolean): void {
    const input = this.#stored();
    const session = this.cognito.sessionOf(input.RefreshToken);
    if (!session || this.signedIn() !== session) return;
    const accessKey = this.key(session.username, 'accessToken');
    const access = this.cognito.issued.get(this.storage.items.get(accessKey) ?? '');
    if (access?.kind !== 'access') return;
    const { body } = this.cognito.perform('GetTokensFromRefreshToken', input, false);
    const result = body.AuthenticationResult as Record<string, string> | undefined;
    if (!result) return;
    const tokens = {
      accessToken: String(result.AccessToken),
      idToken: String(result.IdToken),
      refreshToken: result.RefreshToken ?? String(input.RefreshToken),
    };
    const issued = Object.values(tokens).filter((token) => token !== input.RefreshToken);
    const got: OtherTabsTokens = { session, tokens, issued, storedAt: null, noticedAt: null };
    this.otherTabs.push(got);
    as('otherTab', () => setTimeout(() => this.#storeInOtherTab(got, isHeard), afterMs));
  }

  #storeInOtherTab(got: OtherTabsTokens, isHeard: boolean): void {
    const { session, tokens } = got;
    const keyOf = (name: string) => keyFor(session.clientId, session.username, name);
    const hadRefreshToken = this.storage.items.has(keyOf('refreshToken'));
    got.storedAt = elapsed();
    this.isTorn ||= this.signingIn > 0;
    this.storage.setElsewhere(lastUserKeyOf(session.clientId), session.username);
    for (const name of ['accessToken', 'idToken', 'refreshToken'] as const) {
      this.storage.setElsewhere(keyOf(name), tokens[name]);
    }
    this.storage.setElsewhere(keyOf('clockDrift'), '0');
    if (!isHeard) return;
    this.notice();
    // What Amplify makes of the storage events.
    const { username } = session;
    const payload = hadRefreshToken
      ? { event: 'tokenRefresh' as const }
      : { event: 'signedIn' as const, data: { username, userId: `sub-of-${username}` } };
    Hub.dispatch('auth', payload, 'Auth', AMPLIFY_SYMBOL, true);
  }

  /** Alice's other devices, and the session that this one has of her, in whatever state. */
  #signAliceIn(): void {
    const { tokens: state, otherDevices } = this.schedule;
    const { own, other } = this.#clientIds;
    for (let device = 0; device < otherDevices; device++) this.cognito.signIn('alice', own);
    if (this.schedule.events.some(({ does }) => does === 'reconfigure')) {
      const { session: _, ...there } = this.cognito.signIn('alice', other, 60);
      for (const [name, token] of Object.entries(there)) {
        this.storage.items.set(keyFor(other, 'alice', name), token);
      }
      this.storage.items.set(lastUserKeyOf(other), 'alice');
    }
    if (state === 'nobody') return;
    const { session, ...tokens } = this.cognito.signIn(
      'alice',
      own,
      state === 'accessExpired' ? 7200 : 60,
    );
    if (state === 'revoked') this.cognito.end(({ id }) => id === session.id, 'elsewhere');
    const missing: Partial<Record<typeof state, (keyof Tokens)[]>> = {
      noAccessToken: ['accessToken'],
      noIdToken: ['idToken'],
      noRefreshToken: ['refreshToken'],
      onlyRefreshToken: ['accessToken', 'idToken'],
    };
    for (const name of ['accessToken', 'idToken', 'refreshToken'] as const) {
      if (missing[state]?.includes(name)) continue;
      this.storage.items.set(this.key('alice', name), tokens[name]);
    }
    if (state === 'corruptAccessToken') {
      const corrupt = tokens.accessToken.slice(0, 20);
      this.cognito.issued.set(corrupt, { session, kind: 'id', exp: 0 });
      this.storage.items.set(this.key('alice', 'accessToken'), corrupt);
    }
    this.storage.items.set(this.key('alice', 'clockDrift'), '0');
    this.storage.items.set(this.lastUserKey, 'alice');
  }

  /** The storage, with a note of whom each actor could have seen when it last looked for who is signed in. */
  #watched() {
    const { storage } = this;
    return Object.assign(Object.create(storage) as DeviceStorage, {
      getItem: (key: string) => {
        if (key === this.lastUserKey) this.#lastLooks.set(actor(), this.signedIn());
        return storage.getItem(key);
      },
      setItem: (key: string, value: string) => storage.setItem(key, value),
      removeItem: (key: string) => storage.removeItem(key),
    });
  }
}

const keyFor = (clientId: string, username: string, name: string) =>
  `CognitoIdentityServiceProvider.${clientId}.${username}.${name}`;

const lastUserKeyOf = (clientId: string) =>
  `CognitoIdentityServiceProvider.${clientId}.LastAuthUser`;

/** Takes unhandled rejections from whoever listens; returns what gives them back. */
function catchUnhandled(note: (reason: unknown) => void): () => void {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  return () => {
    process.removeListener('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  };
}
