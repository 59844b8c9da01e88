'use client';

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { idleSignOut } from '../flow/signOutState';
import type {
  CompleteSignOut,
  FailedSignOut,
  PartialSignOut,
  SignOutOutcome,
} from '../outcome/SignOutOutcome';
import { useAuthContext } from './AuthContext';
import type { SignOutActions } from './createSignOutActions';

type Retry = SignOutActions['retry'];
type Finish = SignOutActions['finish'];

interface NothingToDo {
  retry: null;
  finish: null;
}

/** What `useSignOut` returns: a union on `status`. */
export type UseSignOutResult = Pick<SignOutActions, 'signOut' | 'dismiss'> &
  (
    | ({ status: 'idle'; isPending: false; outcome: null } & NothingToDo)
    | ({ status: 'pending'; isPending: true; outcome: SignOutOutcome | null } & NothingToDo)
    | ({ status: 'complete'; isPending: false; outcome: CompleteSignOut } & NothingToDo)
    | {
        status: 'partial';
        isPending: false;
        outcome: PartialSignOut;
        retry: Retry | null;
        finish: Finish | null;
      }
    | {
        status: 'failed';
        isPending: false;
        outcome: FailedSignOut;
        retry: Retry | null;
        finish: null;
      }
  );

/** Signs out, and tells what became of it. Renders nothing; the functions are stable. */
export function useSignOut(): UseSignOutResult {
  const { actions, flow } = useAuthContext('useSignOut');
  const state = useSyncExternalStore(flow.subscribe, flow.get, () => idleSignOut);
  const isReader = useRef(false);
  useEffect(() => {
    actions.readers.add(isReader);
    return () => void actions.readers.delete(isReader);
  }, [actions]);
  return useMemo(() => {
    const { status, outcome, canRetry, canFinish } = state;
    const isPending = status === 'pending';
    const observe = <T>(value: T): T => {
      isReader.current = true;
      actions.isObserved = true;
      return value;
    };
    return {
      signOut: actions.signOut,
      dismiss: actions.dismiss,
      isPending,
      retry: canRetry && !isPending ? actions.retry : null,
      finish: canFinish && !isPending ? actions.finish : null,
      get status() {
        return observe(status);
      },
      get outcome() {
        return observe(outcome);
      },
    } as UseSignOutResult;
  }, [state, actions]);
}
