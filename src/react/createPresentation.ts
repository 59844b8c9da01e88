import type { ComponentType, RefObject } from 'react';
import type { AuthState } from '../flow/createAuthStore';
import { createStore, type Store } from '../flow/createStore';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';

/** What is asked before a sign-out of all devices. */
export interface Question {
  /** The id of the button that was clicked; where that can't be seen, the provider asks. */
  button: string;
  /** Where the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  /** Whether who is there now is who is asked. */
  isStillFor(now: AuthState): boolean;
  confirm(): void;
}

export interface PresentationState {
  /** The notices that are mounted; the last one that isn't hidden shows the outcome. */
  notices: readonly string[];
  /** Those that the last outcome could not be seen in. */
  hidden: readonly string[];
  /** The sign-out buttons that are mounted. */
  buttons: readonly string[];
  /** How many shells are mounted, each of which is about to mount a notice. */
  shells: number;
  /** What the kit's components leave with the provider, to be rendered after its children. */
  surface: ComponentType | null;
  question: Question | null;
  /** The last outcome that came into view, and whether the focus was led to it, which reads it out. */
  inView: { outcome: SignOutOutcome; isRead: boolean } | null;
}

/** Keeps who could show an outcome, so that it is shown once and never lost. */
export interface Presentation extends Pick<Store<PresentationState>, 'get' | 'subscribe'> {
  mountNotice(id: string): () => void;
  /** Has somebody else show the outcome, until there is none. */
  hideNotice(id: string): void;
  showNotices(): void;
  mountButton(id: string): () => void;
  mountShell(): () => void;
  leaveSurface(surface: ComponentType): void;
  ask(question: Question | null): void;
  /** Is told that somebody waits for an outcome. */
  expect(): void;
  /**
   * Leads the focus to an outcome the first time that it is in view, whichever notice shows it; where nobody waits for it,
   * only if it takes the focus from nobody. Returns what ends that.
   */
  bringIntoView(
    outcome: SignOutOutcome,
    leadFocus: (isExpected: boolean) => boolean,
  ): (() => void) | undefined;
  /** Has the focus led there once more, where a notice has gone with it and nothing else takes it. */
  loseFocus(): void;
  /** Has the outcome spoken, where the app has taken the focus from it before it could be read out. */
  cutShort(): void;
}

/** Within which an app's next screen takes the focus, where it does. */
export const meantimeMs = 100;

/** Stands for what was left with the provider, and for a shell between two screens. */
export const provider = 'provider';
const nobodyYet = 'shell';

/**
 * The id of who shows the outcome: a mounted notice that is seen, else the button that was clicked, else the provider. What
 * the app's own code asked for is its notice's to show, wherever that is.
 */
export function presenterOf(
  { notices, hidden, buttons, shells, surface }: PresentationState,
  button: string | null,
): string | null {
  const seen = notices.filter((id) => !hidden.includes(id));
  const notice = seen.at(-1) ?? (button === null ? notices.at(-1) : undefined);
  if (notice !== undefined) return notice;
  if (shells > 0 && !notices.length) return nobodyYet;
  if (button === null || buttons.includes(button)) return button;
  return surface && provider;
}

export const emptyPresentation: PresentationState = Object.freeze({
  notices: [],
  hidden: [],
  buttons: [],
  shells: 0,
  surface: null,
  question: null,
  inView: null,
});

export function createPresentation(): Presentation {
  const store = createStore(emptyPresentation);
  let isFocusLost = false;
  let isExpected = true;
  const update = (change: Partial<PresentationState>) => store.set({ ...store.get(), ...change });
  const mount = (part: 'notices' | 'buttons', id: string) => {
    update({ [part]: [...store.get()[part], id] });
    return () => update({ [part]: store.get()[part].filter((other) => other !== id) });
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    mountNotice: (id) => mount('notices', id),
    hideNotice: (id) => update({ hidden: [...store.get().hidden, id] }),
    showNotices() {
      if (store.get().hidden.length) update({ hidden: [] });
    },
    mountButton: (id) => mount('buttons', id),
    mountShell() {
      update({ shells: store.get().shells + 1 });
      return () => update({ shells: store.get().shells - 1 });
    },
    leaveSurface(surface) {
      if (store.get().surface !== surface) update({ surface });
    },
    ask: (question) => update({ question }),
    expect() {
      isExpected = true;
    },
    bringIntoView(outcome, leadFocus) {
      if (store.get().inView?.outcome !== outcome) {
        isFocusLost = false;
        const isRead = leadFocus(isExpected);
        isExpected = false;
        update({ inView: { outcome, isRead } });
      } else if (isFocusLost) {
        const timer = setTimeout(() => {
          isFocusLost = false;
          leadFocus(true);
        }, meantimeMs);
        return () => clearTimeout(timer);
      }
    },
    loseFocus() {
      isFocusLost = true;
    },
    cutShort() {
      const { inView } = store.get();
      if (inView) update({ inView: { ...inView, isRead: false } });
    },
  };
}
