'use client';

import { type ForwardedRef, forwardRef } from 'react';
import { useEnding } from '../../react/useEnding';
import { useEndingWords } from '../words/useEndingWords';
import { NoticeAlert, type NoticeProps } from './NoticeAlert';
import { useNoticeFocus } from './useNoticeFocus';

/** Displays why nobody is signed in any more, where nobody here asked for it. Renders a `<div>`, or nothing. */
export const EndingNotice = forwardRef(function EndingNotice(
  props: NoticeProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const ending = useEnding('SignOutNotice');
  const words = useEndingWords('SignOutNotice');
  const focus = useNoticeFocus(null);
  if (!ending || !words) return null;
  const isOpen = words.kind === 'otherTabRetry' || words.kind === 'otherTabUnsure';
  return (
    <NoticeAlert
      data-signed-out-by={ending.by}
      {...props}
      ref={ref}
      variation={isOpen ? 'warning' : 'info'}
      words={words}
      focus={focus}
    />
  );
});
