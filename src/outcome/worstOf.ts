import {
  type CompleteSignOut,
  completeSignOut,
  failedSignOut,
  type PartialSignOut,
  partialSignOut,
  type ServerSide,
  type SignOutOutcome,
} from './SignOutOutcome';

const statuses = ['failed', 'partial', 'complete'] as const;
const servers = ['notEnded', 'unknown', 'ended'] as const;

/** What several sign-outs come to: no better than the worst of them. Of none: nobody was signed in. */
export function worstOf(outcomes: readonly SignOutOutcome[]): SignOutOutcome {
  const [first, ...others] = outcomes;
  if (!first) return completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });
  if (others.length === 0) return first;
  const { scope } = first;
  const is = (status: SignOutOutcome['status']) => outcomes.some((it) => it.status === status);
  const status = statuses.find(is);
  const told = outcomes.map(({ server }) => servers.indexOf(server));
  const server = servers[Math.min(...told)] as ServerSide;
  const [failure, ...failures] = outcomes.flatMap((it) =>
    it.status === 'complete' ? [] : it.failures,
  );
  if (status === 'failed' && failure) return failedSignOut(scope, server, failure, ...failures);
  const settled = outcomes as readonly (CompleteSignOut | PartialSignOut)[];
  const times = settled.map((it) => it.tokensExpireBy);
  const tokensExpireBy = times.includes(null) ? null : latest(times);
  if (failure) {
    const retryUntil = latest(settled.map((it) => ('retryUntil' in it ? it.retryUntil : null)));
    const all = [failure, ...failures] as const;
    return partialSignOut({ scope, server, tokensExpireBy, failures: all, retryUntil });
  }
  const warnings = settled.flatMap((it) => (it as CompleteSignOut).warnings);
  return completeSignOut({ scope, server, tokensExpireBy, warnings });
}

function latest(times: (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null);
  return known.length ? new Date(Math.max(...known.map(Number))) : null;
}
