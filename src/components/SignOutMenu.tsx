'use client';

import { MenuButton, type MenuButtonProps, type MenuProps } from '@aws-amplify/ui-react';
import {
  type ForwardedRef,
  forwardRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import { useAuth } from '../react/useAuth';
import { addressOf } from './menu/addressOf';
import { Menu } from './menu/Menu';
import { Person } from './menu/Person';
import { SignOutIcon } from './menu/SignOutIcon';
import { SignOutMenuItem } from './SignOutMenuItem';
import { type SignOutTriggerProps, useSignOutTrigger } from './trigger/useSignOutTrigger';
import { TwoLabels } from './words/TwoLabels';
import { useMessages } from './words/useMessages';

export interface SignOutMenuProps
  extends Omit<MenuButtonProps, 'children' | 'isLoading' | 'loadingText'>,
    Pick<MenuProps, 'menuAlign' | 'isOpen' | 'onOpenChange'>,
    SignOutTriggerProps {
  /** Items of the app's own, each a `<SignOutMenuItem>`. */
  children?: ReactNode;
  /** The person's, in the room of the initials: `<img src={url} alt="" />`. */
  picture?: ReactNode;
}

/**
 * Displays the account menu: who is signed in, the app's own items, "Sign out" and "Sign out of all devices". Renders
 * Amplify UI's `MenuButton` with the person's name, which takes the ref and every prop of its own, and a menu that looks
 * like Amplify UI's `Menu`.
 */
export const SignOutMenu = forwardRef(function SignOutMenu(
  {
    confirm,
    redirectUrl,
    onOutcome,
    menuAlign = 'end',
    isOpen,
    onOpenChange,
    onClick,
    onKeyDown,
    picture,
    children,
    ...props
  }: SignOutMenuProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const trigger = useSignOutTrigger('SignOutMenu', { confirm, redirectUrl, onOutcome }, ref);
  const { isPending, canSignOutGlobally } = trigger;
  const { user } = useAuth();
  const address = user ? addressOf(user) : undefined;
  const addressId = `${trigger.id}address`;
  const messages = useMessages();
  const [isOpenHere, setIsOpenHere] = useState(false);
  const openedBy = useRef<string | null>(null);
  const isShown = isOpen ?? isOpenHere;
  const id = props.id ?? `${trigger.id}button`;

  function change(isOpenNow: boolean, key: string | null = null) {
    openedBy.current = key;
    setIsOpenHere(isOpenNow);
    onOpenChange?.(isOpenNow);
  }

  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    onClick?.(event);
    // A click without a press comes from the keyboard.
    if (!event.defaultPrevented) change(!isShown, event.detail === 0 ? 'Home' : null);
  }

  function handleKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    onKeyDown?.(event);
    if (event.defaultPrevented || !/^Arrow(Down|Up)$/.test(event.key)) return;
    event.preventDefault();
    change(true, event.key);
  }

  const item = (global: boolean, label: ReactNode, isPossible = true) => (
    <SignOutMenuItem
      icon={<SignOutIcon global={global} />}
      disabled={isPending || !isPossible}
      onSelect={() => trigger.signOut(global)}
    >
      {label}
    </SignOutMenuItem>
  );

  return (
    <>
      <MenuButton
        data-scope="sign-out"
        data-part="menu-button"
        data-status={trigger.status}
        {...props}
        id={id}
        ref={trigger.button}
        onClick={handleClick}
        onKeyDown={handleKeyDown}
        aria-haspopup="menu"
        aria-expanded={isShown}
        aria-controls={isShown ? `${trigger.id}menu` : undefined}
        data-pending={isPending || undefined}
      >
        <TwoLabels
          label={user?.displayName || messages.account}
          pendingLabel={messages.signingOut}
          isPending={isPending}
          title={user?.displayName || undefined}
        />
      </MenuButton>
      {isShown && (
        <Menu
          id={`${trigger.id}menu`}
          labelledBy={id}
          describedBy={address && addressId}
          opener={trigger.button}
          align={menuAlign}
          openedBy={openedBy}
          onClose={() => change(false)}
        >
          {user && (
            <Person
              name={user.displayName}
              address={address}
              addressId={addressId}
              picture={picture}
            />
          )}
          <hr />
          {children}
          <hr />
          {item(false, messages.signOut)}
          {item(
            true,
            <>
              {messages.signOutGlobally}
              {!canSignOutGlobally && <span data-part="hint"> {messages.onlyThisDevice}</span>}
            </>,
            canSignOutGlobally,
          )}
        </Menu>
      )}
      {trigger.aside}
    </>
  );
});
