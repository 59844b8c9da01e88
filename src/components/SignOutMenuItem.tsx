'use client';

import type { MouseEvent, ReactNode } from 'react';

export interface SignOutMenuItemProps {
  children?: ReactNode;
  /** Called when it is chosen; the menu closes. `event.preventDefault()` keeps a link from being followed: for a router. */
  onSelect?: ((event: MouseEvent<HTMLElement>) => void) | undefined;
  /** Where it leads, which makes it a link. */
  href?: string | undefined;
  /** What stands before the label; assistive technology passes over it. */
  icon?: ReactNode;
  /** It can still be reached and read. @default false */
  disabled?: boolean | undefined;
}

/**
 * An item of the app's own in the account menu, as a child of `<SignOutMenu>`: "Profile", "Billing". Renders a `<button>`,
 * or an `<a>` with `href`, that looks like Amplify UI's `MenuItem`.
 */
export function SignOutMenuItem({
  children,
  onSelect,
  href,
  icon,
  disabled = false,
}: SignOutMenuItemProps) {
  const props = {
    className: 'amplify-button amplify-button--menu amplify-menu__content__item',
    role: 'menuitem',
    tabIndex: -1,
    'aria-disabled': disabled || undefined,
    onClick(event: MouseEvent<HTMLElement>) {
      if (!disabled) onSelect?.(event);
    },
    children: (
      <>
        <span data-part="icon" aria-hidden="true">
          {icon}
        </span>
        <span data-part="item">{children}</span>
      </>
    ),
  };
  if (href === undefined) return <button type="button" {...props} />;
  return <a {...props} href={disabled ? undefined : href} />;
}
