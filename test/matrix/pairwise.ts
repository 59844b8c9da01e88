/**
 * A short list in which every pair of two factors' values that occurs among the candidates occurs at least once.
 * Greedy: each time the candidate that covers most of what is still uncovered, the first one of equals.
 */
export function pairwise<T>(candidates: readonly T[], factors: ((it: T) => string)[]): T[] {
  const pairsOf = (candidate: T) => {
    const values = factors.map((factor, index) => `${index}=${factor(candidate)}`);
    return values.flatMap((one, index) =>
      values.slice(index + 1).map((other) => `${one}|${other}`),
    );
  };
  const rows = candidates.map((candidate) => ({ candidate, pairs: pairsOf(candidate) }));
  const uncovered = new Set(rows.flatMap(({ pairs }) => pairs));
  const chosen: T[] = [];
  while (uncovered.size > 0) {
    const gainOf = ({ pairs }: (typeof rows)[number]) =>
      pairs.filter((it) => uncovered.has(it)).length;
    const gains = rows.map(gainOf);
    const best = rows[gains.indexOf(Math.max(...gains))];
    if (!best) break;
    for (const pair of best.pairs) uncovered.delete(pair);
    chosen.push(best.candidate);
  }
  return chosen;
}
