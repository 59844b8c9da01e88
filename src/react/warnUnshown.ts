import type { SignOutFlow } from '../flow/SignOutFlow';
import type { SignOutHooks } from '../flow/SignOutHooks';

/** Warns once, in development, about an outcome that nobody shows or handles. */
export function warnUnshown(
  flow: SignOutFlow,
  hooks: () => SignOutHooks,
  canShow: (button: string | null) => boolean,
): () => void {
  const isHandled = () => hooks().onOutcome !== undefined || canShow(flow.get().button);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = flow.subscribe(() => {
    const { status, isElsewhere } = flow.get();
    if (status === 'idle' || status === 'pending' || isElsewhere) return;
    // The screen that shows it may be about to mount.
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (flow.get().status !== status || isHandled()) return;
      unsubscribe();
      console.warn(
        `amplify-signoff: a sign-out ended ${status} and nothing shows it, so the person who clicked can't know. Render <SignOutNotice /> inside <AuthProvider>, read outcome from useSignOut(), or give <AuthProvider> an onOutcome.`,
      );
    });
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
