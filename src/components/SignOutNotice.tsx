'use client';

import { type ForwardedRef, forwardRef } from 'react';
import { OutcomeNotice, type OutcomeNoticeProps } from './notice/OutcomeNotice';
import { useNotice } from './notice/useNotice';

export type SignOutNoticeProps = OutcomeNoticeProps;

/**
 * Displays what became of the last sign-out, in words, with the retry. While one is mounted, buttons show no outcome
 * of their own; of several, the last one mounted shows it. Renders Amplify UI's `Alert`, or nothing without an outcome.
 */
export const SignOutNotice = forwardRef(function SignOutNotice(
  props: SignOutNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  return useNotice('SignOutNotice') && <OutcomeNotice {...props} ref={ref} />;
});
