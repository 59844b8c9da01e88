'use client';

import { MenuButton, type MenuButtonProps } from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef, type ReactNode } from 'react';
import { TwoLabels } from './TwoLabels';
import { useMessages } from './useMessages';

interface AccountButtonProps extends Omit<MenuButtonProps, 'children'> {
  label: ReactNode;
  isPending: boolean;
  /** The app's own. What comes as `id` is the menu's, which is named by that element. */
  ownId: string | undefined;
}

/** Opens the account menu, which is named by its label alone. Renders Amplify UI's `MenuButton`. */
export const AccountButton = forwardRef(function AccountButton(
  { label, isPending, id, ownId, ...props }: AccountButtonProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const messages = useMessages();
  return (
    <MenuButton {...props} {...(ownId && { id: ownId })} ref={ref}>
      <TwoLabels id={id} label={label} pendingLabel={messages.signingOut} isPending={isPending} />
    </MenuButton>
  );
});
