'use client';

import { type ForwardedRef, forwardRef, useEffect, useId } from 'react';
import { useAuthContext } from '../react/AuthContext';
import { OutcomeNotice, type OutcomeNoticeProps } from './OutcomeNotice';
import { usePresenter } from './usePresenter';
import { useSignOutSurface } from './useSignOutSurface';

export type SignOutNoticeProps = OutcomeNoticeProps;

/**
 * Displays what became of the last sign-out, in words, with the retry. While one is mounted, buttons show no outcome
 * of their own; of several, the last one mounted shows it. Renders Amplify UI's `Alert`, or nothing without an outcome.
 */
export const SignOutNotice = forwardRef(function SignOutNotice(
  props: SignOutNoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { presentation } = useAuthContext('SignOutNotice');
  useSignOutSurface('SignOutNotice');
  const id = useId();
  const presenter = usePresenter('SignOutNotice');
  useEffect(() => presentation.mountNotice(id), [presentation, id]);
  return presenter === id && <OutcomeNotice {...props} ref={ref} />;
});
