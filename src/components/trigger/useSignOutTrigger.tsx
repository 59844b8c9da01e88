'use client';

import {
  type ForwardedRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useSyncExternalStore,
} from 'react';
import { callback } from '../../flow/callback';
import { type SignOutOutcome, wasCalledOff } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { useSignOutState } from '../../react/useSignOutState';
import { ConfirmDialog } from '../notice/ConfirmDialog';
import { FloatingNotice } from '../notice/FloatingNotice';
import { usePresenter } from '../notice/usePresenter';
import { useShownEffect } from '../notice/useShownEffect';
import { useSignOutSurface } from '../notice/useSignOutSurface';

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

  /** Where it has left its last outcome or question to the provider, and may be seen again. */
  function comeBack() {
    if (!button.current || presentation.get().buttons.includes(id)) return;
    unmount.current = presentation.mountButton(id);
  }

  function ask() {
    comeBack();
    let asked = auth.get();
    presentation.ask({
      button: id,
      opener: button,
      isStillFor(now) {
        if (asked.status === 'configuring') asked = now;
        return now.canSignOutGlobally && asked.user === now.user;
      },
      confirm: () => void start(true),
    });
  }

  async function start(global: boolean) {
    comeBack();
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
      if (confirm && global) ask();
      else void start(global);
    },
    /** What stands right after the button. */
    aside: (
      <>
        <ConfirmDialog asker={id} onHidden={leave} />
        {presenter === id && <FloatingNotice onHidden={leave} isHandedOn />}
      </>
    ),
  };
}
