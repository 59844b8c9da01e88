'use client';

import { useAuthenticator } from '@aws-amplify/ui-react';
import { useMemo, useReducer, useRef, useState } from 'react';
import type { AuthUser } from '../../adapter/AuthAdapter';
import type { Following } from './useIsOutdated';

/**
 * Has Amplify UI follow what it doesn't hear: by mounting it anew under another key. Where the app has a provider of it
 * above, that keeps what it knows; it can be told that nobody is signed in any more, but not that somebody else is.
 */
export function useFollowing() {
  const isProvided = useIsProvided();
  const last = useRef<AuthUser | null>(undefined);
  const [key, renew] = useReducer((times: number) => times + 1, 0);
  /** Whose session a provider above can't be told of. */
  const [untold, setUntold] = useState<AuthUser | null>(null);
  const following = useMemo(
    (): Following => ({
      last,
      onUnheard(session, amplify) {
        if (!isProvided) renew();
        else if (session) setUntold(session);
        // The storage was read and holds nothing, so that is all it finds.
        else amplify.signOut();
      },
    }),
    [isProvided],
  );
  return { following, key, untold };
}

/** Whether the app has an `Authenticator.Provider` above. */
function useIsProvided(): boolean {
  try {
    // biome-ignore lint/correctness/useHookAtTopLevel: it throws or doesn't for as long as this is mounted
    useAuthenticator(() => []);
    return true;
  } catch {
    return false;
  }
}
