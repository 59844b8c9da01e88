'use client';

import { Button } from '@aws-amplify/ui-react';
import { type ForwardedRef, forwardRef } from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { useSignOutState } from '../../react/useSignOutState';
import { canRetryHelp } from '../words/canRetryHelp';
import type { OutcomeWords } from '../words/describeOutcome';
import { TwoLabels } from '../words/TwoLabels';
import { useMessages } from '../words/useMessages';
import { useOutcomeWords } from '../words/useOutcomeWords';
import { NoticeAlert, type NoticeProps } from './NoticeAlert';
import { useNoticeFocus } from './useNoticeFocus';

export interface OutcomeNoticeProps extends NoticeProps {
  /** Called where it stands in a part of the page that is closed, or closes. */
  onHidden?: (() => void) | undefined;
  /** Whether somebody else shows it then. */
  isHandedOn?: boolean | undefined;
}

const variations = { complete: 'success', partial: 'warning', failed: 'error' } as const;

/** Displays the last outcome with what can still be done, wherever it stands. Renders a `<div>`, or nothing without an outcome. */
export const OutcomeNotice = forwardRef(function OutcomeNotice(
  props: OutcomeNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { outcome } = useSignOutState('SignOutNotice');
  const words = useOutcomeWords('SignOutNotice');
  return outcome && words && <Notice {...props} ref={ref} outcome={outcome} words={words} />;
});

interface OutcomeProps extends OutcomeNoticeProps {
  outcome: SignOutOutcome;
  words: OutcomeWords;
}

const Notice = forwardRef(function Notice(
  { outcome, words, onHidden, isHandedOn, ...props }: OutcomeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { actions } = useAuthContext('SignOutNotice');
  const { status, canFinish, ...state } = useSignOutState('SignOutNotice');
  const messages = useMessages();
  const focus = useNoticeFocus(outcome, onHidden, isHandedOn);
  const isRetrying = status === 'pending';
  const canRetry = state.canRetry && canRetryHelp(outcome);

  return (
    <NoticeAlert
      data-status={outcome.status}
      {...props}
      ref={ref}
      variation={variations[outcome.status]}
      words={words}
      focus={focus}
      isBusy={isRetrying}
    >
      {(canRetry || canFinish) && (
        <div data-part="actions">
          {canRetry && (
            <Button
              data-part="retry"
              size="small"
              aria-disabled={isRetrying || undefined}
              data-pending={isRetrying || undefined}
              onClick={() => isRetrying || actions.retry()}
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
    </NoticeAlert>
  );
});
