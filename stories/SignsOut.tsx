import { type ReactNode, useEffect, useRef } from 'react';
import { type SignOutOptions, useAuth, useSignOut } from '../src';

interface SignsOutProps extends Pick<SignOutOptions, 'global'> {
  /** Whether it is tried again as well. @default false */
  isRetried?: boolean;
  children: ReactNode;
}

/**
 * Signs out by itself, with the first button inside or else with the hook, so that a page shows what comes of it
 * without a click. Takes the focus, or else the notice would scroll the page to itself.
 */
export function SignsOut({ global = true, isRetried = false, children }: SignsOutProps) {
  const { signOut, retry } = useSignOut();
  const isReady = useAuth().status !== 'configuring';
  const inside = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isReady) return;
    const button = inside.current?.querySelector('button');
    (button ?? inside.current)?.focus({ preventScroll: true });
    if (button) button.click();
    else void signOut({ global });
  }, [isReady, signOut, global]);
  useEffect(() => {
    if (isRetried) void retry?.();
  }, [isRetried, retry]);
  return (
    <div ref={inside} tabIndex={-1} style={{ outline: 'none', inlineSize: '100%' }}>
      {children}
    </div>
  );
}
