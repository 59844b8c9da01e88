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
import { Menu } from './menu/Menu';
import { type SignOutTriggerProps, useSignOutTrigger } from './trigger/useSignOutTrigger';
import { TwoLabels } from './words/TwoLabels';
import { useMessages } from './words/useMessages';

export interface SignOutMenuProps
  extends Omit<MenuButtonProps, 'isLoading' | 'loadingText'>,
    Pick<MenuProps, 'menuAlign' | 'isOpen' | 'onOpenChange'>,
    SignOutTriggerProps {}

/**
 * Displays the account menu: "Sign out" and "Sign out of all devices". Renders Amplify UI's `MenuButton` with the
 * person's name, which takes the ref and every prop of its own, and a menu that looks like Amplify UI's `Menu`.
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
    children,
    ...props
  }: SignOutMenuProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const trigger = useSignOutTrigger('SignOutMenu', { confirm, redirectUrl, onOutcome }, ref);
  const { isPending, canSignOutGlobally } = trigger;
  const { user } = useAuth();
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

  const item = (global: boolean, label: ReactNode, isDisabled = false) => (
    <MenuButton
      className="amplify-menu__content__item"
      variation="menu"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={isDisabled || undefined}
      onClick={() => isDisabled || trigger.signOut(global)}
    >
      <span data-part="item">{label}</span>
    </MenuButton>
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
          label={children ?? (user?.displayName || messages.account)}
          pendingLabel={messages.signingOut}
          isPending={isPending}
          title={user?.displayName || undefined}
        />
      </MenuButton>
      {isShown && (
        <Menu
          id={`${trigger.id}menu`}
          labelledBy={id}
          opener={trigger.button}
          align={menuAlign}
          openedBy={openedBy}
          onClose={() => change(false)}
        >
          {item(false, messages.signOut)}
          {item(
            true,
            <>
              {messages.signOutGlobally}
              {!canSignOutGlobally && <span data-part="hint"> {messages.onlyThisDevice}</span>}
            </>,
            !canSignOutGlobally,
          )}
        </Menu>
      )}
      {trigger.aside}
    </>
  );
});
