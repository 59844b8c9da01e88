import type { SessionRecord } from '../../test/pool/Sessions';

const endings: Partial<Record<string, string>> = {
  GlobalSignOut: 'ended by the global sign-out',
  RevokeToken: 'ended by its own sign-out',
};

/** Says what the pool holds of one device: its last session, and earlier ones that nobody ended. */
export function describeSessions(sessions: readonly SessionRecord[]): string {
  const last = sessions.at(-1);
  if (!last) return 'not signed in yet';
  const state = last.live ? 'signed in at Cognito' : (endings[last.endedBy ?? ''] ?? 'ended');
  const earlier = sessions.slice(0, -1).filter(({ live }) => live).length;
  if (earlier === 0) return state;
  return `${state}; ${earlier} earlier ${earlier === 1 ? 'session' : 'sessions'} still open`;
}
