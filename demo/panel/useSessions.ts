import { settings } from 'virtual:demo-settings';
import { useEffect, useState } from 'react';
import type { SessionRecord } from '../../test/pool/Sessions';

const everyMs = 1000;

/** The pool's own record of who is signed in; null where it can't be read. */
export function useSessions(): SessionRecord[] | null {
  const [sessions, setSessions] = useState<SessionRecord[] | null>([]);
  useEffect(() => {
    const read = async () => setSessions(await readSessions());
    void read();
    const timer = setInterval(read, everyMs);
    return () => clearInterval(timer);
  }, []);
  return sessions;
}

async function readSessions(): Promise<SessionRecord[] | null> {
  try {
    return await (await fetch(`${settings.endpoint}/control/sessions`)).json();
  } catch {
    return null;
  }
}
