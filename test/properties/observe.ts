import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../../src/adapter/AuthAdapter';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { as } from './actors';
import type { ServerSession } from './Cognito';
import type { Provider } from './Schedule';
import { elapsed } from './virtualClock';
import type { World } from './World';

/** What was true at the server and in the storage when something settled. */
export interface Settled {
  readonly at: number;
  readonly stored: string[];
  readonly signingIn: number;
  readonly signedIn: ServerSession | null;
  readonly live: ReadonlySet<ServerSession>;
}

/** Newer tokens that turn up once all was told, and can't be ended or erased, put an outcome right. */
type Correctable = SignOutAttempt & { correction?: Promise<SignOutAttempt> };

/** Another outcome that replaced an earlier one. */
export interface Later {
  readonly is: 'late' | 'correction';
  readonly attempt: SignOutAttempt;
  readonly settled: Settled;
}

/** One call of signOut() or retry(), and what it came to. */
export interface Asked {
  readonly at: number;
  /** By the device's clock. */
  readonly clock: number;
  readonly isRetry: boolean;
  /** When the caller called it off. */
  abortedAt: number | null;
  attempt: SignOutAttempt | null;
  settled: Settled | null;
  readonly later: Later[];
  rejected: boolean;
}

/** One sign-out and its retries, known to the storage and the network by its number. */
export interface Chain {
  readonly id: number;
  readonly request: SignOutRequest;
  /** Whose adapter was asked. */
  readonly by: Provider;
  /** What was asked for at first. */
  readonly scope: 'local' | 'global';
  /** Whom the click meant, where the provider said so: a `sub`. */
  readonly userId: string | undefined;
  /** What was there at the click. */
  readonly clientId: string;
  readonly storedAtClick: string[];
  readonly signedInAtClick: ServerSession | null;
  readonly sessionsAtClick: ServerSession[];
  readonly asked: Asked[];
  /** What retains something, newest last. */
  readonly attempts: SignOutAttempt[];
  readonly forgets: { at: number; revealed: string | null; hold: symbol }[];
  /** Whoever holds on to it: who asked, and who was told of it. */
  readonly holds: symbol[];
}

export function settledNow(world: World): Settled {
  return {
    at: elapsed(),
    stored: world.stored(),
    signingIn: world.signingIn,
    signedIn: world.signedIn(),
    live: new Set(world.cognito.sessions.filter((session) => world.cognito.isLive(session))),
  };
}

/** Puts a record between one of the page's adapters and whoever uses it. Numbers the sign-outs of them all. */
export function observe(
  adapter: AuthAdapter,
  by: Provider,
  world: World,
  chains: Chain[],
): AuthAdapter {
  function watch(
    chain: Chain,
    hold: symbol,
    isRetry: boolean,
    signal: AbortSignal | undefined,
    call: () => Promise<SignOutAttempt>,
  ): Promise<SignOutAttempt> {
    const asked: Asked = {
      at: elapsed(),
      clock: Date.now(),
      isRetry,
      abortedAt: signal?.aborted ? elapsed() : null,
      attempt: null,
      settled: null,
      later: [],
      rejected: false,
    };
    signal?.addEventListener('abort', () => {
      asked.abortedAt ??= elapsed();
    });
    chain.asked.push(asked);
    return as(chain.id, call).then(
      (attempt) => {
        Object.assign(asked, { attempt, settled: settledNow(world) });
        return watched(chain, hold, asked, attempt);
      },
      (error) => {
        asked.rejected = true;
        throw error;
      },
    );
  }

  function watched(chain: Chain, hold: symbol, asked: Asked, attempt: Correctable): Correctable {
    const { retry, late, correction } = attempt;
    const replaced = (is: Later['is'], by: Promise<SignOutAttempt>) =>
      by.then((next) => {
        asked.later.push({ is, attempt: next, settled: settledNow(world) });
        return watched(chain, hold, asked, next);
      });
    const seen: Correctable = {
      ...attempt,
      ...(late && { late: replaced('late', late) }),
      ...(correction && { correction: replaced('correction', correction) }),
      ...(retry && {
        retry: (options) => watch(chain, hold, true, options?.signal, () => retry(options)),
      }),
      forget() {
        as(chain.id, () => attempt.forget());
        chain.forgets.push({ at: elapsed(), revealed: attempt.revealToken(), hold });
      },
    };
    chain.attempts.push(seen);
    return seen;
  }

  // No page load came before this one.
  const { restore: _, ...rest } = adapter;
  return {
    ...rest,
    onSettled(listener) {
      const stop = adapter.onSettled?.(({ requests, take, join }) => {
        const chain = chains.find(({ request }) => requests[0] === request);
        const asked = chain?.asked[0];
        function taken() {
          if (!chain || !asked) return take();
          const hold = Symbol();
          chain.holds.push(hold);
          return watched(chain, hold, asked, take());
        }
        as('else', () =>
          listener({
            requests,
            take: taken,
            ...(join && { join: (request) => clicked(request, () => join(request)) }),
          }),
        );
      });
      return () => stop?.();
    },
    getCurrentUser() {
      world.notice();
      return as('kit', () => adapter.getCurrentUser());
    },
    signOut: (request) => clicked(request, () => adapter.signOut(request)),
  };

  function clicked(request: SignOutRequest, signOut: () => Promise<SignOutAttempt>) {
    const hold = Symbol();
    const chain: Chain = {
      id: chains.length,
      request,
      by,
      scope: request.scope,
      userId: request.userId,
      clientId: world.clientId,
      storedAtClick: world.stored(),
      signedInAtClick: world.signedIn(),
      sessionsAtClick: world.cognito.sessions.filter((one) => world.cognito.isLive(one)),
      asked: [],
      attempts: [],
      forgets: [],
      holds: [hold],
    };
    chains.push(chain);
    return watch(chain, hold, false, request.signal, signOut);
  }
}

/** Every outcome of a chain in its order, late ones and corrections behind those that they replaced. */
export function outcomesOf(
  chain: Chain,
): { asked: Asked; is: 'first' | Later['is']; outcome: SignOutOutcome; settled: Settled }[] {
  return chain.asked.flatMap((asked) => {
    const { attempt, settled, later } = asked;
    const first = attempt && settled ? [{ is: 'first' as const, attempt, settled }] : [];
    return [...first, ...later].map(({ is, attempt: { outcome }, settled }) => ({
      asked,
      is,
      outcome,
      settled,
    }));
  });
}
