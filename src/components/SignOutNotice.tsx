'use client';

import { type ForwardedRef, forwardRef, useEffect } from 'react';
import { useAuthContext } from '../react/AuthContext';
import { OutcomeNotice, type OutcomeNoticeProps } from './OutcomeNotice';
import { useSignOutSurface } from './useSignOutSurface';

export type SignOutNoticeProps = OutcomeNoticeProps;

/**
 * Displays what became of the last sign-out, in words, with the retry. While one is mounted, buttons show no outcome
 * of their own. Renders Amplify UI's `Alert`, or nothing without an outcome.
 */
export const SignOutNotice = forwardRef(function SignOutNotice(
  props: SignOutNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { presentation } = useAuthContext('SignOutNotice');
  useSignOutSurface('SignOutNotice');
  useEffect(() => presentation.mountNotice(), [presentation]);
  return <OutcomeNotice {...props} ref={ref} />;
});
