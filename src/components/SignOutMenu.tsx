'use client';

import {
  Menu,
  MenuButton,
  type MenuButtonProps,
  MenuItem,
  type MenuProps,
} from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef } from 'react';
import { useAuth } from '../react/useAuth';
import { TwoLabels } from './TwoLabels';
import { useMessages } from './useMessages';
import { type SignOutTriggerProps, useSignOutTrigger } from './useSignOutTrigger';

export interface SignOutMenuProps
  extends Omit<MenuButtonProps, 'isLoading' | 'loadingText'>,
    Pick<MenuProps, 'menuAlign' | 'isOpen' | 'onOpenChange'>,
    SignOutTriggerProps {}

/**
 * Displays the account menu: "Sign out" and "Sign out of all devices". Renders Amplify UI's `Menu`, opened by a
 * `MenuButton` with the person's name, which takes the ref and every prop of its own.
 */
export const SignOutMenu = forwardRef(function SignOutMenu(
  {
    confirm,
    redirectUrl,
    onOutcome,
    menuAlign = 'end',
    isOpen,
    onOpenChange,
    children,
    ...props
  }: SignOutMenuProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const trigger = useSignOutTrigger('SignOutMenu', { confirm, redirectUrl, onOutcome }, ref);
  const { id, isPending, canSignOutGlobally } = trigger;
  const { user } = useAuth();
  const messages = useMessages();

  return (
    <>
      <Menu
        data-scope="sign-out"
        data-part="menu"
        menuAlign={menuAlign}
        {...(isOpen !== undefined && { isOpen })}
        {...(onOpenChange && { onOpenChange })}
        trigger={
          <MenuButton
            data-scope="sign-out"
            data-part="menu-button"
            data-status={trigger.status}
            {...props}
            ref={trigger.button}
            data-pending={isPending || undefined}
          >
            <TwoLabels
              label={children ?? (user?.displayName || messages.account)}
              pendingLabel={messages.signingOut}
              isPending={isPending}
            />
          </MenuButton>
        }
      >
        <MenuItem onClick={() => trigger.signOut(false)}>{messages.signOut}</MenuItem>
        <MenuItem
          aria-labelledby={`${id}label`}
          aria-describedby={canSignOutGlobally ? undefined : `${id}hint`}
          onClick={() => trigger.signOut(true)}
        >
          <span data-part="item">
            <span id={`${id}label`}>{messages.signOutGlobally}</span>
            {!canSignOutGlobally && (
              <span id={`${id}hint`} data-part="hint">
                {messages.onlyThisDevice}
              </span>
            )}
          </span>
        </MenuItem>
      </Menu>
      {trigger.aside}
    </>
  );
});
