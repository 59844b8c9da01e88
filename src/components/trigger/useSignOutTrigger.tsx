'use client';

import {
  type ForwardedRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { callback } from '../../flow/callback';
import type { AuthState } from '../../flow/createAuthStore';
import { type SignOutOutcome, wasCalledOff } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { useSignOutState } from '../../react/useSignOutState';
import { FloatingNotice } from '../notice/FloatingNotice';
import { usePresenter } from '../notice/usePresenter';
import { useShownEffect } from '../notice/useShownEffect';
import { useSignOutSurface } from '../notice/useSignOutSurface';
import { ConfirmDialog } from './ConfirmDialog';

/** What a person can be given to click. */
export interface SignOutTriggerProps {
  /** Ask first, where it signs out of all devices. @default false */
  confirm?: boolean | undefined;
  /** Where to go afterwards; checked before anything is sent or cleared. */
  redirectUrl?: string | undefined;
  /** Called with what became of a sign-out that was started here. */
  onOutcome?: ((outcome: SignOutOutcome) => void) | undefined;
}

/** What a button and a menu share: their click, the question before it, and the outcome where it is theirs to show. */
export function useSignOutTrigger(
  caller: string,
  { confirm = false, redirectUrl, onOutcome }: SignOutTriggerProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const { auth, flow, presentation } = useAuthContext(caller);
  const { status, outcome, button: clicked } = useSignOutState(caller);
  const canSignOutGlobally = useSyncExternalStore(
    auth.subscribe,
    () => auth.get().canSignOutGlobally,
    () => true,
  );
  const presenter = usePresenter(caller);
  const id = useId();
  /** Whom the question is for; null while there is none. */
  const [asked, setAsked] = useState<AuthState | null>(null);
  const isOutdated = useSyncExternalStore(
    auth.subscribe,
    () => asked !== null && !isStillFor(asked, auth.get()),
    () => false,
  );
  const button = useRef<HTMLButtonElement>(null);
  const latestOnOutcome = useRef(onOutcome);
  useSignOutSurface(caller);
  useImperativeHandle(ref, () => button.current as HTMLButtonElement, []);
  const unmount = useRef<() => void>(undefined);
  useShownEffect(() => {
    unmount.current = presentation.mountButton(id);
    return () => unmount.current?.();
  }, [presentation, id]);
  const leave = useCallback(() => unmount.current?.(), []);
  useEffect(() => {
    latestOnOutcome.current = onOutcome;
  });

  async function start(global: boolean) {
    // It has left its last outcome to the provider, and is seen again.
    if (!presentation.get().buttons.includes(id)) unmount.current = presentation.mountButton(id);
    const options = { global, ...(redirectUrl !== undefined && { redirectUrl }) };
    const settled = await flow.signOut(options, id);
    if (!wasCalledOff(settled)) callback('onOutcome', () => latestOnOutcome.current?.(settled));
  }

  return {
    id,
    button,
    status,
    /** Whichever was clicked: there is one sign-out. One of the app's own code is still joined, to be shown. */
    isPending: status === 'pending' && clicked !== null && outcome === null,
    canSignOutGlobally,
    signOut(global: boolean) {
      if (confirm && global) setAsked(auth.get());
      else void start(global);
    },
    /** What stands right after the button. */
    aside: (
      <>
        {asked && (
          <ConfirmDialog
            opener={button}
            isOutdated={isOutdated}
            onClose={(isConfirmed) => {
              setAsked(null);
              if (isConfirmed && isStillFor(asked, auth.get())) void start(true);
            }}
          />
        )}
        {presenter === id && <FloatingNotice onHidden={leave} isHandedOn />}
      </>
    ),
  };
}

/** Whether who is there by now is who was asked. */
const isStillFor = (asked: AuthState, now: AuthState) =>
  now.canSignOutGlobally && (asked.status === 'configuring' || asked.user === now.user);
