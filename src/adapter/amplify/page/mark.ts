import type { SignOutScope } from '../../../outcome/SignOutOutcome';
import type { AppClient } from '../session/AppClient';
import { type Claims, isSameSession, type Session } from '../session/Session';
import { registry } from './registry';

/** A sign-out that has begun, with what tells whose session it is. */
export interface Mark extends Claims {
  scope: SignOutScope;
  /** When it began, in milliseconds. */
  at: number;
}

const longestMs = 600_000;

const keyOf = ({ clientId }: AppClient) => `amplify-signoff.mark.${clientId}`;
const lockOf = ({ clientId }: AppClient, { sub }: Claims) => `amplify-signoff.${clientId}.${sub}`;
const locks = () => globalThis.navigator?.locks;

/**
 * Leaves a mark in the storage that a sign-out of the session is under way, without a token, and waits for nothing: the
 * request must go out. Returns what takes it away, which rejects where the storage does.
 */
export function leaveMark(
  client: AppClient,
  { claims }: Session,
  scope: SignOutScope,
): () => Promise<void> {
  if (!claims) return async () => {};
  const { storage } = client;
  const key = keyOf(client);
  const { sub, origin_jti, auth_time } = claims;
  const mark = JSON.stringify({ sub, origin_jti, auth_time, scope, at: Date.now() });
  let release = () => {};
  const isOver = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Other tabs see by the lock that it still runs; two of them may run one at a time.
  locks()
    ?.request(lockOf(client, claims), { mode: 'shared' }, () => isOver)
    .catch(() => {});
  // Who left it tells what came of it.
  registry().marks.add(mark);
  const leaving = (async () => storage.setItem(key, mark))();
  leaving.catch(() => {});
  return async () => {
    release();
    await leaving;
    if ((await storage.getItem(key)) === mark) await storage.removeItem(key);
  };
}

/**
 * Takes the mark of a sign-out that was cut off, where the session that `read` finds is the one it was for. One that still
 * runs is waited for, by its lock, else for as long as it may take. Rejects where the storage does.
 */
export async function takeMark(
  client: AppClient,
  read: () => Promise<Session | null>,
  deadlineMs: number,
): Promise<Mark | null> {
  const { storage } = client;
  const { marks } = registry();
  for (let before: string | undefined; ; ) {
    const stored = await storage.getItem(keyOf(client));
    // Of two adapters that read it at once, one tells.
    if (!stored || marks.has(stored)) return null;
    const mark = parse(stored);
    if (mark && stored !== before) {
      await whileRunning(client, mark, deadlineMs);
      before = stored;
      continue;
    }
    const session = mark && (await read());
    (async () => storage.removeItem(keyOf(client)))().catch(() => {});
    const isTold = marks.has(stored);
    if (isTold || !mark || !session?.claims || !isSameSession(mark, session.claims)) return null;
    marks.add(stored);
    return mark;
  }
}

async function whileRunning(client: AppClient, mark: Mark, deadlineMs: number): Promise<void> {
  const isOver = async () => true;
  if (
    await locks()
      ?.request(lockOf(client, mark), isOver)
      .catch(() => {})
  )
    return;
  await new Promise((resolve) => setTimeout(resolve, mark.at + deadlineMs - Date.now()));
}

function parse(stored: string): Mark | null {
  try {
    const mark: Mark = JSON.parse(stored);
    const age = Date.now() - mark.at;
    const isScope = mark.scope === 'local' || mark.scope === 'global';
    return isScope && age >= 0 && age <= longestMs ? mark : null;
  } catch {
    return null;
  }
}
