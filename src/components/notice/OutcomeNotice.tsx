'use client';

import { Alert, type AlertProps, Button } from '@aws-amplify/ui-react';
import {
  type ForwardedRef,
  forwardRef,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { useSignOutState } from '../../react/useSignOutState';
import type { OutcomeWords } from '../words/describeOutcome';
import { TwoLabels } from '../words/TwoLabels';
import { useMessages } from '../words/useMessages';
import { useOutcomeWords } from '../words/useOutcomeWords';
import { useNoticeFocus } from './useNoticeFocus';

const variations = { complete: 'success', partial: 'warning', failed: 'error' } as const;

export type OutcomeNoticeProps = Omit<
  AlertProps,
  'children' | 'heading' | 'variation' | 'isDismissible'
>;

/** Displays the last outcome with what can still be done, wherever it stands. Renders a `<div>`, or nothing without an outcome. */
export const OutcomeNotice = forwardRef(function OutcomeNotice(
  props: OutcomeNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { outcome } = useSignOutState('SignOutNotice');
  const words = useOutcomeWords('SignOutNotice');
  return outcome && words && <Notice {...props} ref={ref} outcome={outcome} words={words} />;
});

interface NoticeProps extends OutcomeNoticeProps {
  outcome: SignOutOutcome;
  words: OutcomeWords;
}

const Notice = forwardRef(function Notice(
  { outcome, words, onDismiss, onFocus, buttonRef, ...props }: NoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { actions } = useAuthContext('SignOutNotice');
  const { status, canRetry, canFinish } = useSignOutState('SignOutNotice');
  const messages = useMessages();
  const focus = useNoticeFocus(outcome);
  const dismissButton = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const isRetrying = status === 'pending';

  useImperativeHandle(buttonRef, () => dismissButton.current as HTMLButtonElement, []);
  useLayoutEffect(() => {
    const { current: dismiss } = dismissButton;
    if (!dismiss) return;
    // It keeps its room, so that the words keep their lines. Amplify UI fades it; it is out of reach at once.
    dismiss.inert = isRetrying;
    dismiss.style.visibility = isRetrying ? 'hidden' : 'inherit';
  }, [isRetrying]);

  async function retry() {
    if (isRetrying) return;
    await actions.retry();
    focus.afterRetry();
  }

  return (
    <Alert
      role="group"
      aria-labelledby={titleId}
      data-scope="sign-out"
      data-part="notice"
      data-status={outcome.status}
      {...props}
      ref={ref}
      variation={variations[outcome.status]}
      isDismissible
      buttonRef={dismissButton}
      dismissButtonLabel={messages.dismiss}
      onFocus={(event) => {
        focus.onFocus(event);
        onFocus?.(event);
      }}
      onDismiss={() => {
        focus.beforeDismiss();
        actions.dismiss();
        onDismiss?.();
      }}
    >
      <div ref={focus.words} data-part="body" tabIndex={-1}>
        <p id={titleId} data-part="title">
          {words.title}
        </p>
        {words.details.map((detail) => (
          <p key={detail} data-part="detail">
            {detail}
          </p>
        ))}
        {(canRetry || canFinish) && (
          <div data-part="actions">
            {canRetry && (
              <Button
                data-part="retry"
                size="small"
                aria-disabled={isRetrying || undefined}
                data-pending={isRetrying || undefined}
                onClick={retry}
              >
                <TwoLabels
                  label={messages.tryAgain}
                  pendingLabel={messages.tryingAgain}
                  isPending={isRetrying}
                />
              </Button>
            )}
            {canFinish && (
              <Button
                data-part="finish"
                size="small"
                {...(canRetry && ({ variation: 'link' } as const))}
                aria-disabled={isRetrying || undefined}
                onClick={actions.finish}
              >
                <span dir="auto">{messages.finish}</span>
              </Button>
            )}
          </div>
        )}
      </div>
    </Alert>
  );
});
