import { patienceMs } from './measure.mjs';

/** `told`, `not told`, `untrue`, and what else can become of a sign-out; the page that prints them defines them. */
export function wordFor({ claims }, { settled, told, page }, fault) {
  if (fault === '200') return told || (settled === 'pending' && !page) ? 'broken' : 'done';
  if (told) return 'told';
  if (page) return 'error page';
  return claims && settled === 'resolved' ? 'untrue' : 'not told';
}

export function cellOf(call, seen, fault) {
  const word = wordFor(call, seen, fault);
  return {
    word: word === 'untrue' ? '**untrue**' : word,
    session: seen.isBack ? 'kept' : 'gone',
    time: seen.ms === null ? `pending after ${patienceMs / 1000} s` : seconds(seen.ms),
  };
}

const seconds = (ms) => (ms < 50 ? '< 0.05 s' : `${(ms / 1000).toFixed(ms < 950 ? 2 : 1)} s`);
