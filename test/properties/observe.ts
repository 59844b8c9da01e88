import type { AuthAdapter, SignOutAttempt } from '../../src/adapter/AuthAdapter';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { as } from './actors';
import type { ServerSession } from './Cognito';
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
  /** Another outcome that replaced the first one. */
  late: { attempt: SignOutAttempt; settled: Settled } | null;
  rejected: boolean;
}

/** One sign-out and its retries, known to the storage and the network by its number. */
export interface Chain {
  readonly id: number;
  readonly scope: () => 'local' | 'global';
  /** What was there at the click. */
  readonly storedAtClick: string[];
  readonly sessionsAtClick: ServerSession[];
  readonly asked: Asked[];
  /** What retains something, newest last. */
  readonly attempts: SignOutAttempt[];
  readonly forgets: { at: number; revealed: string | null }[];
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

/** Puts a record between an adapter and whoever uses it. */
export function observe(adapter: AuthAdapter, world: World): AuthAdapter & { chains: Chain[] } {
  const chains: Chain[] = [];

  function watch(
    chain: Chain,
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
      late: null,
      rejected: false,
    };
    signal?.addEventListener('abort', () => {
      asked.abortedAt ??= elapsed();
    });
    chain.asked.push(asked);
    return as(chain.id, call).then(
      (attempt) => {
        Object.assign(asked, { attempt, settled: settledNow(world) });
        const late = attempt.late?.then((next) => {
          asked.late = { attempt: next, settled: settledNow(world) };
          return watched(chain, next);
        });
        const seen = watched(chain, attempt);
        return late ? { ...seen, late } : seen;
      },
      (error) => {
        asked.rejected = true;
        throw error;
      },
    );
  }

  function watched(chain: Chain, attempt: SignOutAttempt): SignOutAttempt {
    const { retry } = attempt;
    const seen: SignOutAttempt = {
      ...attempt,
      ...(retry && {
        retry: (options) => watch(chain, true, options?.signal, () => retry(options)),
      }),
      forget() {
        as(chain.id, () => attempt.forget());
        chain.forgets.push({ at: elapsed(), revealed: attempt.revealToken() });
      },
    };
    chain.attempts.push(seen);
    return seen;
  }

  return {
    ...adapter,
    chains,
    signOut(request) {
      const chain: Chain = {
        id: chains.length,
        scope: () => request.scope,
        storedAtClick: world.stored(),
        sessionsAtClick: world.cognito.sessions.filter((one) => world.cognito.isLive(one)),
        asked: [],
        attempts: [],
        forgets: [],
      };
      chains.push(chain);
      return watch(chain, false, request.signal, () => adapter.signOut(request));
    },
  };
}

/** Every outcome of a chain in its order, late ones behind those that they replaced. */
export function outcomesOf(
  chain: Chain,
): { asked: Asked; outcome: SignOutOutcome; settled: Settled }[] {
  return chain.asked.flatMap((asked) => {
    const first =
      asked.attempt && asked.settled
        ? [{ asked, outcome: asked.attempt.outcome, settled: asked.settled }]
        : [];
    const late = asked.late
      ? [{ asked, outcome: asked.late.attempt.outcome, settled: asked.late.settled }]
      : [];
    return [...first, ...late];
  });
}
