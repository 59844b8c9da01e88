'use client';

import { Button } from '@aws-amplify/ui-react';
import { type RefObject, useEffect, useId, useRef } from 'react';
import { useMessages } from '../words/useMessages';

interface ConfirmDialogProps {
  /** Where focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  /** Whether there is nobody left to answer it, which is no. */
  isOutdated: boolean;
  onClose: (isConfirmed: boolean) => void;
}

/** Asks before a sign-out of all devices. Renders a modal `<dialog>` with the focus on "Cancel". */
export function ConfirmDialog({ opener, isOutdated, onClose }: ConfirmDialogProps) {
  const messages = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (isOutdated) dialog.current?.close('');
  }, [isOutdated]);

  const close = (answer: string) => () => dialog.current?.close(answer);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}body`}
      data-scope="sign-out"
      data-part="dialog"
      onClose={(event) => {
        // The platform gives it back to what had it, which is no menu's item that is gone, nor a button in Safari.
        opener.current?.focus();
        onClose(event.currentTarget.returnValue === 'confirm');
      }}
    >
      <h2 id={`${id}title`} data-part="title">
        {messages.confirmTitle}
      </h2>
      <p id={`${id}body`} data-part="detail">
        {messages.confirmBody}
      </p>
      <div data-part="actions">
        <Button data-part="cancel" onClick={close('')}>
          {messages.cancel}
        </Button>
        <Button data-part="confirm" variation="primary" onClick={close('confirm')}>
          {messages.signOutGlobally}
        </Button>
      </div>
    </dialog>
  );
}
