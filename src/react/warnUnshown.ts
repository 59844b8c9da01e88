import type { SignOutFlow } from '../flow/SignOutFlow';
import type { SignOutHooks } from '../flow/SignOutHooks';

/** A screen that reads an outcome may be loaded first. */
const loadingMs = 1000;

/** Warns once, in development, about an outcome that nobody shows or handles; `hasReaders` are some, now or before. */
export function warnUnshown(
  flow: SignOutFlow,
  hooks: () => SignOutHooks,
  canShow: (button: string | null) => boolean,
  hasReaders: () => boolean,
): () => void {
  const isHandled = () => hooks().onOutcome !== undefined || canShow(flow.get().button);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = flow.subscribe(() => {
    const { status, isElsewhere } = flow.get();
    if (status === 'idle' || status === 'pending' || isElsewhere) return;
    // The screen that shows it may be about to mount.
    clearTimeout(timer);
    const look = () => {
      if (flow.get().status !== status || isHandled()) return;
      unsubscribe();
      console.warn(
        `amplify-signoff: a sign-out ended ${status} and nothing shows it, so the person who clicked can't know. Render <SignOutNotice /> inside <AuthProvider>, read outcome from useSignOut(), or give <AuthProvider> an onOutcome.`,
      );
    };
    timer = setTimeout(look, hasReaders() ? loadingMs : 0);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
