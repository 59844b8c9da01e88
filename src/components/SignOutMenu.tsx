'use client';

import { Menu, type MenuButtonProps, MenuItem, type MenuProps } from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef, type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAuth } from '../react/useAuth';
import { AccountButton } from './AccountButton';
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
    id: ownId,
    ...props
  }: SignOutMenuProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const trigger = useSignOutTrigger('SignOutMenu', { confirm, redirectUrl, onOutcome }, ref);
  const { isPending, canSignOutGlobally } = trigger;
  const { user } = useAuth();
  const messages = useMessages();
  const [isOpenHere, setIsOpenHere] = useState(false);

  function change(isOpenNow: boolean) {
    setIsOpenHere(isOpenNow);
    onOpenChange?.(isOpenNow);
  }

  /** Radix keeps Tab inside; a menu is closed by it, and left for what comes next. */
  function leave(event: KeyboardEvent) {
    if (event.key !== 'Tab') return;
    event.stopPropagation();
    flushSync(() => change(false));
    const { current: button } = trigger.button;
    if (event.shiftKey || !button) return;
    // Else Radix takes the focus back as soon as it has gone on.
    button.inert = true;
    setTimeout(() => {
      button.inert = false;
    });
  }

  return (
    <>
      <Menu
        data-scope="sign-out"
        data-part="menu"
        menuAlign={menuAlign}
        isOpen={isOpen ?? isOpenHere}
        onOpenChange={change}
        onKeyDown={leave}
        trigger={
          <AccountButton
            data-scope="sign-out"
            data-part="menu-button"
            data-status={trigger.status}
            {...props}
            ref={trigger.button}
            data-pending={isPending || undefined}
            label={children ?? (user?.displayName || messages.account)}
            isPending={isPending}
            ownId={ownId}
          />
        }
      >
        <MenuItem onClick={() => trigger.signOut(false)}>
          <span data-part="item">{messages.signOut}</span>
        </MenuItem>
        <MenuItem onClick={() => trigger.signOut(true)}>
          <span data-part="item">
            {messages.signOutGlobally}
            {!canSignOutGlobally && <span data-part="hint"> {messages.onlyThisDevice}</span>}
          </span>
        </MenuItem>
      </Menu>
      {trigger.aside}
    </>
  );
});
