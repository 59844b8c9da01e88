import type { AuthUser, SettledSignOut, SignOutAttempt } from '../adapter/AuthAdapter';
import type { SignOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome, SignOutScope } from '../outcome/SignOutOutcome';

export interface SignOutOptions {
  /** Sign out of all devices instead of this one. @default false */
  global?: boolean;
  /** Where to go afterwards; checked before anything is sent or cleared. */
  redirectUrl?: string;
  /** Calls the sign-out off before the first request, and cuts it short after it. */
  signal?: AbortSignal;
}

/** What is shown of a sign-out. */
export interface SignOutState {
  status: 'idle' | 'pending' | SignOutOutcome['status'];
  /** The last one; stays while a retry runs. */
  outcome: SignOutOutcome | null;
  canRetry: boolean;
  /** Whether the managed login's part was left out, and the page can go on to it. */
  canFinish?: true;
  /** Whether another provider of the page was clicked first, and shows it. */
  isElsewhere?: true;
  /** The button that asked for it; null where no button did. */
  button: string | null;
  /** Through whom the person had signed in, where that was another than the user pool. */
  identityProvider?: string;
}

/** What the flow needs of an attempt; the token it retained is nothing to it. */
export type Attempt = Omit<SignOutAttempt, 'revealToken'>;

/** A sign-out, or a retry of one, from the click on until it has settled. */
export interface Run {
  readonly id: number;
  /** A quiet retry shows nothing until it changed something. */
  readonly kind: 'click' | 'retry' | 'quiet';
  readonly options: SignOutOptions;
  /** Who clicked; null where that was not known. */
  readonly user: AuthUser | null;
  /** Through whom, where only the page load before knew who clicked. */
  readonly identityProvider?: string;
  /** What the clicks here ask for. */
  readonly asked: SignOutScope;
  /** What is told of it: clicks in other providers may have asked for more. */
  readonly scope: SignOutScope;
  readonly button: string | null;
  /** Whether the adapter was asked, and so knows whose session it is. */
  readonly isAsked: boolean;
  /** Whether a click waits for it. */
  readonly isAwaited: boolean;
  /** Whether nobody is left to whom its outcome is something: put away, or someone else has signed in. */
  readonly isAbandoned: boolean;
  /** Whether another provider of the page shows it. */
  readonly isElsewhere: boolean;
  readonly work: Work;
}

/** What a sign-out and its retries do once. */
export interface Work {
  promise: Promise<SignOutOutcome>;
  /** What the app's tasks failed at; null before they ran. */
  cleanup: Promise<readonly SignOutFailure[]> | null;
  /** What the app's tasks were told. */
  outcome?: SignOutOutcome;
  /** What another provider's sign-out came to while the app was asked. */
  settled?: SettledSignOut;
}

/** What the last run came to. */
export interface Settled {
  readonly run: Run;
  readonly outcome: SignOutOutcome;
  readonly attempt: Attempt;
  readonly canRetry: boolean;
  /** Whether the session that it says is still there has ended since: what is said instead comes as a correction, or not. */
  readonly isOutdated?: true;
}

export interface FlowState {
  readonly run: Run | null;
  readonly last: Settled | null;
}

export type FlowEvent =
  | { type: 'begun'; run: Run }
  | { type: 'joined'; isForAll: boolean; button: string | null }
  | { type: 'awaited'; button?: string | null }
  /** The app said no, or someone else had signed in before it said yes. */
  | { type: 'declined' }
  | { type: 'asked' }
  | { type: 'settled'; last: Settled | null }
  /** A later result replaces the last one. */
  | { type: 'corrected'; last: Settled }
  /** A quiet retry changed nothing. */
  | { type: 'unchanged'; attempt: Attempt }
  /** Somebody's run takes longer than anybody waits. */
  | { type: 'overtaken' }
  /** It was told who shows it, the provider of the page that was clicked first, and whether anybody asked for all devices. */
  | { type: 'shown'; isElsewhere: boolean; isForAll: boolean }
  | { type: 'retrySpent' }
  | { type: 'outdated' }
  | { type: 'putAway' };

export const nothingYet: FlowState = Object.freeze({ run: null, last: null });

/** What becomes of a sign-out's state: the only place that says so. */
export function reduce(state: FlowState, event: FlowEvent): FlowState {
  const { run, last } = state;
  switch (event.type) {
    case 'begun':
      return { ...state, run: event.run };
    case 'joined': {
      const { isForAll, button } = event;
      const more = isForAll && ({ asked: 'global', scope: 'global' } as const);
      return { ...state, run: run && { ...run, ...more, button } };
    }
    case 'awaited':
      return {
        ...state,
        run: run && {
          ...run,
          isAwaited: true,
          button: (run.isAbandoned && event.button) || run.button,
        },
      };
    case 'declined':
    case 'overtaken':
      return { ...state, run: null };
    case 'asked':
      return { run: run && { ...run, isAsked: true }, last: null };
    case 'settled':
      return { run: null, last: event.last };
    case 'corrected':
      return { ...state, last: event.last };
    case 'unchanged':
      return { run: null, last: last && { ...last, attempt: event.attempt } };
    case 'shown': {
      const { isElsewhere, isForAll } = event;
      return {
        run: run && { ...run, isElsewhere, scope: isForAll ? 'global' : run.scope },
        last: last && { ...last, run: { ...last.run, isElsewhere } },
      };
    }
    case 'retrySpent':
      return { ...state, last: last && { ...last, canRetry: false } };
    case 'outdated':
      return { ...state, last: last && { ...last, isOutdated: true } };
    case 'putAway':
      return { run: run && { ...run, isAbandoned: true, isAwaited: false }, last: null };
  }
}

/** What a provider shows before the first sign-out, and on the server. */
export const idleSignOut: SignOutState = Object.freeze({
  status: 'idle',
  outcome: null,
  canRetry: false,
  button: null,
});

const elsewhere = ({ isElsewhere }: Run) => isElsewhere && ({ isElsewhere, button: null } as const);

/** What is shown of it. */
export function view({ run, last }: FlowState): SignOutState {
  // Nobody is told of somebody else's, but whose own click waits for it.
  if (run?.isAbandoned && !run.isAwaited) return idleSignOut;
  if (run?.kind === 'click' || run?.isAbandoned) {
    return { ...idleSignOut, status: 'pending', button: run.button, ...elsewhere(run) };
  }
  if (!last || last.isOutdated)
    return run?.isAwaited ? { ...idleSignOut, status: 'pending' } : idleSignOut;
  const { outcome, canRetry, attempt } = last;
  const { button, user, identityProvider = user?.identityProvider } = last.run;
  const isPending = run !== null && (run.kind === 'retry' || run.isAwaited);
  return {
    status: isPending ? 'pending' : outcome.status,
    outcome,
    canRetry: isPending || canRetry,
    ...(outcome.status === 'partial' && attempt.finish && { canFinish: true }),
    button,
    ...elsewhere(last.run),
    ...(identityProvider && { identityProvider }),
  };
}

export function isSameView(one: SignOutState, other: SignOutState): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof SignOutState)[];
  return names.every((name) => one[name] === other[name]);
}
