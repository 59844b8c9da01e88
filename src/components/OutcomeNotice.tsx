'use client';

import { Alert, type AlertProps, Button } from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef, useEffect, useId, useRef } from 'react';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { useAuthContext } from '../react/AuthContext';
import { useSignOutState } from '../react/useSignOutState';
import { describeOutcome } from './describeOutcome';
import { useMessages } from './useMessages';

/** The outcomes that were in view already. */
const seen = new WeakSet<SignOutOutcome>();

const variations = { complete: 'success', partial: 'warning', failed: 'error' } as const;

export type OutcomeNoticeProps = Omit<
  AlertProps,
  'children' | 'heading' | 'variation' | 'isDismissible'
>;

/** Displays the last outcome with its retry, wherever it stands. Renders a `<div>`, or nothing without an outcome. */
export const OutcomeNotice = forwardRef(function OutcomeNotice(
  props: OutcomeNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { outcome } = useSignOutState('SignOutNotice');
  return outcome && <Notice {...props} ref={ref} outcome={outcome} />;
});

interface NoticeProps extends OutcomeNoticeProps {
  outcome: SignOutOutcome;
}

const Notice = forwardRef(function Notice(
  { outcome, onDismiss, ...props }: NoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { actions } = useAuthContext('SignOutNotice');
  const { status, canRetry, identityProvider } = useSignOutState('SignOutNotice');
  const messages = useMessages();
  const body = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const isRetrying = status === 'pending';
  const { title, details } = describeOutcome(outcome, messages, { canRetry, identityProvider });

  useEffect(() => {
    if (seen.has(outcome)) return;
    seen.add(outcome);
    // Where the button that was clicked is gone, the keyboard goes on from here.
    if (document.activeElement === document.body) body.current?.focus();
  }, [outcome]);

  async function retry() {
    if (isRetrying) return;
    await actions.retry();
    // The button may be gone by now; the words that replace it are the next thing to read.
    body.current?.focus();
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
      isDismissible={!isRetrying}
      dismissButtonLabel={messages.dismiss}
      onDismiss={() => {
        actions.dismiss();
        onDismiss?.();
      }}
    >
      <div ref={body} data-part="body" tabIndex={-1}>
        <p id={titleId} data-part="title">
          {title}
        </p>
        {details.map((detail) => (
          <p key={detail} data-part="detail">
            {detail}
          </p>
        ))}
        {canRetry && (
          <div data-part="actions">
            <Button
              data-part="retry"
              size="small"
              aria-disabled={isRetrying || undefined}
              data-pending={isRetrying || undefined}
              onClick={retry}
            >
              {isRetrying ? messages.tryingAgain : messages.tryAgain}
            </Button>
          </div>
        )}
      </div>
    </Alert>
  );
});
