'use client';

import { Button, type ButtonProps } from '@aws-amplify/ui-react';
import {
  type ForwardedRef,
  forwardRef,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import { callback } from '../flow/callback';
import { type SignOutOutcome, wasCalledOff } from '../outcome/SignOutOutcome';
import { useAuthContext } from '../react/AuthContext';
import { useSignOutState } from '../react/useSignOutState';
import { OutcomeNotice } from './OutcomeNotice';
import { useMessages } from './useMessages';
import { usePresenter } from './usePresenter';
import { useSignOutSurface } from './useSignOutSurface';

export interface SignOutButtonProps extends Omit<ButtonProps, 'isLoading' | 'loadingText'> {
  /** Sign out of all devices instead of this one. @default false */
  global?: boolean;
  /** Where to go afterwards; checked before anything is sent or cleared. */
  redirectUrl?: string;
  /** What the button says while it works. @default 'Signing out…' */
  pendingLabel?: ReactNode;
  /** Called with what became of a sign-out that this button started. */
  onOutcome?: (outcome: SignOutOutcome) => void;
}

/**
 * Signs out, and displays the outcome right after itself unless a notice is mounted. Pending is not disabled: it keeps
 * its focus and width, has `data-pending`, and fires once. Renders Amplify UI's `Button`.
 */
export const SignOutButton = forwardRef(function SignOutButton(
  {
    global = false,
    redirectUrl,
    pendingLabel,
    onOutcome,
    onClick,
    children,
    ...props
  }: SignOutButtonProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const { flow, presentation } = useAuthContext('SignOutButton');
  const { status, outcome, button } = useSignOutState('SignOutButton');
  const presenter = usePresenter('SignOutButton');
  const messages = useMessages();
  const id = useId();
  const latestOnOutcome = useRef(onOutcome);
  useSignOutSurface('SignOutButton');
  useEffect(() => presentation.mountButton(id), [presentation, id]);
  useEffect(() => {
    latestOnOutcome.current = onOutcome;
  });

  const isPending = status === 'pending' && button === id && outcome === null;

  async function handleClick(event: MouseEvent<HTMLButtonElement>) {
    onClick?.(event);
    if (event.defaultPrevented || isPending) return;
    const options = { global, ...(redirectUrl !== undefined && { redirectUrl }) };
    const settled = await flow.signOut(options, id);
    if (!wasCalledOff(settled)) callback('onOutcome', () => latestOnOutcome.current?.(settled));
  }

  return (
    <>
      <Button
        data-scope="sign-out"
        data-part="button"
        data-status={status}
        {...props}
        ref={ref}
        onClick={handleClick}
        aria-disabled={isPending || props['aria-disabled']}
        data-pending={isPending || undefined}
      >
        <span data-part="labels">
          <span data-part="label" hidden={isPending}>
            {children ?? (global ? messages.signOutGlobally : messages.signOut)}
          </span>
          <span data-part="pending-label" hidden={!isPending}>
            {pendingLabel ?? messages.signingOut}
          </span>
        </span>
      </Button>
      {presenter === id && <OutcomeNotice />}
    </>
  );
});
