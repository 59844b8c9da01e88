'use client';

import { Button, type ButtonProps } from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef, type MouseEvent, type ReactNode } from 'react';
import type { SignOutState } from '../flow/signOutState';
import { type SignOutTriggerProps, useSignOutTrigger } from './trigger/useSignOutTrigger';
import { TwoLabels } from './words/TwoLabels';
import { useMessages } from './words/useMessages';

/** What a button's label may depend on. */
export interface SignOutButtonState {
  status: SignOutState['status'];
  /** Whether a sign-out runs that this button or another was clicked for. */
  isPending: boolean;
  /** Whether it signs out of all devices: asked for, and possible. */
  isGlobal: boolean;
}

export interface SignOutButtonProps
  extends Omit<ButtonProps, 'children' | 'isLoading' | 'loadingText'>,
    SignOutTriggerProps {
  /** The label, or a function of the state. @default 'Sign out', or 'Sign out of all devices' */
  children?: ReactNode | ((state: SignOutButtonState) => ReactNode);
  /** Sign out of all devices instead of this one. @default false */
  global?: boolean;
  /** What the button says while it works. @default 'Signing out…' */
  pendingLabel?: ReactNode;
}

/**
 * Signs out, and displays the outcome unless a notice is mounted. Pending is not disabled: it keeps its focus and width,
 * has `data-pending`, and fires once. Renders Amplify UI's `Button`, and a hint after it where it can only sign out here.
 */
export const SignOutButton = forwardRef(function SignOutButton(
  {
    global = false,
    confirm,
    redirectUrl,
    pendingLabel,
    onOutcome,
    onClick,
    children,
    'aria-describedby': describedBy,
    ...props
  }: SignOutButtonProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const trigger = useSignOutTrigger('SignOutButton', { confirm, redirectUrl, onOutcome }, ref);
  const { status, isPending } = trigger;
  const messages = useMessages();
  const hintId = `${trigger.id}hint`;
  const isOnlyHere = global && !trigger.canSignOutGlobally;
  const isGlobal = global && !isOnlyHere;

  const words = isGlobal ? messages.signOutGlobally : messages.signOut;
  const [label, pending] =
    typeof children === 'function'
      ? [true, false].map((isAtRest) => children({ status, isPending: !isAtRest, isGlobal }))
      : // What the app has written for all devices would promise too much.
        [isOnlyHere ? words : (children ?? words), messages.signingOut];

  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    onClick?.(event);
    if (!event.defaultPrevented && !isPending) trigger.signOut(isGlobal);
  }

  return (
    <>
      <Button
        data-scope="sign-out"
        data-part="button"
        data-status={status}
        {...props}
        aria-describedby={
          isOnlyHere ? [describedBy, hintId].filter(Boolean).join(' ') : describedBy
        }
        ref={trigger.button}
        onClick={handleClick}
        aria-disabled={isPending || props['aria-disabled']}
        data-pending={isPending || undefined}
      >
        <TwoLabels label={label} pendingLabel={pendingLabel ?? pending} isPending={isPending} />
      </Button>
      {isOnlyHere && (
        <span id={hintId} data-scope="sign-out" data-part="hint">
          {messages.onlyThisDevice}
        </span>
      )}
      {trigger.aside}
    </>
  );
});
