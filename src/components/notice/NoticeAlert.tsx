'use client';

import { Alert, type AlertProps } from '@aws-amplify/ui-react';
import {
  type ForwardedRef,
  forwardRef,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { useAuthContext } from '../../react/AuthContext';
import type { OutcomeWords } from '../words/describeOutcome';
import { useMessages } from '../words/useMessages';
import type { NoticeFocus } from './useNoticeFocus';

export type NoticeProps = Omit<AlertProps, 'children' | 'heading' | 'variation' | 'isDismissible'>;

interface NoticeAlertProps extends NoticeProps, Pick<AlertProps, 'children' | 'variation'> {
  words: OutcomeWords;
  focus: NoticeFocus;
  /** Whether it can't be put away just now. */
  isBusy?: boolean;
}

/** Displays words that can be put away, and what stands below them. Renders Amplify UI's `Alert`. */
export const NoticeAlert = forwardRef(function NoticeAlert(
  {
    words,
    focus,
    isBusy = false,
    onDismiss,
    onFocus,
    onBlur,
    buttonRef,
    children,
    ...props
  }: NoticeAlertProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { actions } = useAuthContext('SignOutNotice');
  const messages = useMessages();
  const dismissButton = useRef<HTMLButtonElement>(null);
  const id = useId();
  const details = words.details.map((text, index) => ({ id: `${id}detail${index}`, text }));

  useImperativeHandle(ref, () => focus.notice.current as HTMLDivElement, [focus.notice]);
  useImperativeHandle(buttonRef, () => dismissButton.current as HTMLButtonElement, []);
  useLayoutEffect(() => {
    const { current: dismiss } = dismissButton;
    if (!dismiss) return;
    // It keeps its room, so that the words keep their lines.
    dismiss.inert = isBusy;
    dismiss.style.visibility = isBusy ? 'hidden' : 'inherit';
    // Amplify UI fades all of it, and what is faded in takes no focus before the next frame.
    dismiss.style.transitionProperty = 'background-color, color';
  }, [isBusy]);

  return (
    <Alert
      role="group"
      // All that it says, for whoever is led here.
      aria-labelledby={`${id}title`}
      aria-describedby={details.map((detail) => detail.id).join(' ') || undefined}
      tabIndex={-1}
      data-scope="sign-out"
      data-part="notice"
      {...props}
      ref={focus.notice}
      isDismissible
      buttonRef={dismissButton}
      dismissButtonLabel={messages.dismiss}
      onFocus={(event) => {
        focus.onFocus(event);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        focus.onBlur(event);
        onBlur?.(event);
      }}
      onDismiss={() => {
        focus.beforeDismiss();
        actions.dismiss();
        onDismiss?.();
      }}
    >
      <div data-part="body">
        <p id={`${id}title`} data-part="title">
          {words.title}
        </p>
        {details.map((detail) => (
          <p key={detail.text} id={detail.id} data-part="detail">
            {detail.text}
          </p>
        ))}
        {children}
      </div>
    </Alert>
  );
});
