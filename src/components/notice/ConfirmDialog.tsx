'use client';

import { Button } from '@aws-amplify/ui-react';
import { useId, useLayoutEffect, useRef } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import type { Question } from '../../react/createPresentation';
import { useMessages } from '../words/useMessages';
import { isHidden } from './isHidden';
import { onSight } from './onSight';
import { stopClick } from './stopClick';
import { useQuestion } from './useQuestion';

interface ConfirmDialogProps {
  /** The id of whoever asks here. */
  asker: string;
  /** Called where it stands in a part of the page that is closed, or closes. */
  onHidden?: (() => void) | undefined;
}

/**
 * Asks before a sign-out of all devices. Renders a modal `<dialog>` with the focus on "Cancel", or nothing where nothing is
 * asked.
 */
export function ConfirmDialog({ asker, onHidden }: ConfirmDialogProps) {
  const question = useQuestion(asker);
  return question && <Dialog question={question} onHidden={onHidden} />;
}

interface DialogProps extends Pick<ConfirmDialogProps, 'onHidden'> {
  question: Question;
}

function Dialog({ question, onHidden }: DialogProps) {
  const { presentation } = useAuthContext('SignOutButton');
  const messages = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const isShown = useRef(false);
  const id = useId();

  // Open and hidden, it would leave the page dead.
  useLayoutEffect(() => {
    const element = dialog.current as HTMLDialogElement;
    isShown.current = true;
    if (!element.open) element.showModal();
    const answer = () => {
      // Nobody may be left to answer.
      if (presentation.get().question !== question) return;
      // The platform gives it back to what had it, which is no menu's item that is gone, nor a button in Safari.
      question.opener.current?.focus();
      presentation.ask(null);
      if (element.returnValue === 'confirm') question.confirm();
    };
    element.addEventListener('close', answer);
    const end = onSight(element, () => {
      // Closed, it is answered.
      if (!element.open || !isHidden(element)) return;
      if (onHidden) onHidden();
      // Nobody else can ask it.
      else presentation.ask(null);
    });
    return () => {
      end();
      element.removeEventListener('close', answer);
      isShown.current = false;
      queueMicrotask(() => {
        // StrictMode comes back at once.
        if (isShown.current || !element.open) return;
        const { activeElement, body } = document;
        const isFree = activeElement === body || element.contains(activeElement);
        element.close();
        // Gone from the page, it is not heard there.
        document.dispatchEvent(new Event('close'));
        // What has taken the focus meanwhile keeps it.
        (isFree ? question.opener.current : (activeElement as HTMLElement))?.focus();
      });
    };
  }, [question, onHidden, presentation]);

  const close = (answer: string) => () => dialog.current?.close(answer);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}body`}
      data-scope="sign-out"
      data-part="dialog"
      onClick={stopClick}
      onKeyDown={(event) => event.stopPropagation()}
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
