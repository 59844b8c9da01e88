import type { AuthAdapter } from '../adapter/AuthAdapter';

const methods = ['getCurrentUser', 'signOut', 'subscribe'] as const;

/** What an adapter lacks, as a sentence; null where it has what it needs. */
export function lacksMethod(adapter: Partial<AuthAdapter>): string | null {
  const missing = methods.filter((name) => typeof adapter?.[name] !== 'function');
  if (!missing.length) return null;
  const called = typeof adapter === 'function' ? ' It is a function: call it.' : '';
  return `amplify-signoff: the adapter of <AuthProvider> lacks ${missing.map((name) => `${name}()`).join(', ')}, so nobody can be signed out.${called} Give it what createAmplifyAdapter() returns, or an AuthAdapter of your own.`;
}
