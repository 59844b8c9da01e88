'use client';

import { type ForwardedRef, forwardRef } from 'react';
import { useEnding } from '../react/useEnding';
import { EndingNotice } from './notice/EndingNotice';
import type { NoticeProps } from './notice/NoticeAlert';
import { OutcomeNotice } from './notice/OutcomeNotice';
import { useNotice } from './notice/useNotice';

export type SignOutNoticeProps = NoticeProps;

/**
 * Displays what became of the last sign-out, in words, with the retry; else why the session has ended, where nobody here
 * asked for it. While one is mounted and seen, buttons show no outcome of their own; of several, the last one mounted shows
 * it. Renders Amplify UI's `Alert`, or nothing.
 */
export const SignOutNotice = forwardRef(function SignOutNotice(
  props: SignOutNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { isPresenter, onHidden } = useNotice('SignOutNotice');
  const hasEnded = useEnding('SignOutNotice') !== null;
  if (!isPresenter) return null;
  if (hasEnded) return <EndingNotice {...props} ref={ref} />;
  return <OutcomeNotice {...props} ref={ref} onHidden={onHidden} isHandedOn />;
});
