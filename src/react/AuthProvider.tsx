'use client';

import {
  type ReactNode,
  useContext,
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { AuthAdapter } from '../adapter/AuthAdapter';
import { createAmplifyAdapter } from '../adapter/amplify/createAmplifyAdapter';
import { createWarn } from '../adapter/createWarn';
import { type AuthStore, createAuthStore } from '../flow/createAuthStore';
import { createSignOutFlow } from '../flow/createSignOutFlow';
import { goneButton } from '../flow/pastRun';
import type { SignOutHooks } from '../flow/SignOutHooks';
import type { SignOutMessages } from '../locales/SignOutMessages';
import { AuthContext } from './AuthContext';
import { createPresentation, emptyPresentation, presenterOf } from './createPresentation';
import { createSetUpCheck } from './createSetUpCheck';
import { createSignOutActions } from './createSignOutActions';
import { lacksMethod } from './lacksMethod';
import { warnUnshown } from './warnUnshown';

export interface AuthProviderProps extends SignOutHooks {
  children?: ReactNode;
  /** How to reach the authentication library; read once. @default createAmplifyAdapter() */
  adapter?: AuthAdapter | undefined;
  /** Words of the app's own, on top of the kit's. */
  messages?: Partial<SignOutMessages> | undefined;
}

/**
 * Knows who is signed in and owns the outcome of a sign-out, so that it outlives the screen it was asked for on.
 * Renders its children, and after them what the kit's components left with it.
 */
export function AuthProvider(props: AuthProviderProps): ReactNode {
  const { children, messages } = props;
  const hooks = useRef<SignOutHooks>(props);
  const [core] = useState(() => createCore(props.adapter, () => hooks.current));
  const { auth, flow, presentation, unshown, canShow, check } = core;
  const isNested = useContext(AuthContext) !== undefined;

  // Before any effect of the same commit may sign out.
  useInsertionEffect(() => {
    hooks.current = props;
  });
  useEffect(() => auth.connect(), [auth]);
  useEffect(() => unshown(), [unshown]);
  useEffect(() => flow.connect(canShow), [flow, canShow]);
  useEffect(() => check?.(props.adapter, isNested));

  const { surface: Surface } = useSyncExternalStore(
    presentation.subscribe,
    presentation.get,
    () => emptyPresentation,
  );
  const value = useMemo(() => ({ ...core, messages }), [core, messages]);
  return (
    <AuthContext.Provider value={value}>
      {children}
      {Surface && <Surface />}
    </AuthContext.Provider>
  );
}

function createCore(given: AuthAdapter | undefined, hooks: () => SignOutHooks) {
  const adapter = given ?? createAmplifyAdapter();
  const isProduction = process.env.NODE_ENV === 'production';
  const problem = isProduction ? null : lacksMethod(adapter);
  if (problem) throw new TypeError(problem);
  const warn = isProduction ? () => {} : createWarn();
  const auth: AuthStore = createAuthStore(adapter, (...told) => flow.handle(...told));
  const flow = createSignOutFlow(adapter, hooks, () => auth.get().user, auth.lookAgain);
  const presentation = createPresentation();
  const actions = createSignOutActions(flow, auth);
  flow.subscribe(() => {
    const { status, outcome } = flow.get();
    if (status !== 'idle') auth.putEndingAway();
    if (status === 'pending') presentation.expect();
    if (!outcome) presentation.showNotices();
  });
  auth.subscribe(() => {
    if (presentation.get().question?.isStillFor(auth.get()) === false) presentation.ask(null);
  });
  presentation.subscribe(flow.claimBack);
  presentation.subscribe(() => auth.ending.mayShow(presentation.get().notices.length > 0));
  const isShown = (button: string | null) => presenterOf(presentation.get(), button) !== null;
  const isRead = () => [...actions.readers].some(({ current }) => current);
  const canShowNow = (button: string | null) => isRead() || isShown(button);
  const hasReaders = () => actions.isObserved;
  return {
    auth,
    flow,
    presentation,
    actions,
    warn,
    // Whoever reads it may be between two screens.
    canShow: () => hasReaders() || isShown(goneButton),
    check: isProduction ? undefined : createSetUpCheck(given, warn),
    unshown: () => (isProduction ? undefined : warnUnshown(flow, hooks, canShowNow, hasReaders)),
  };
}
