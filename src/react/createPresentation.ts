import type { ComponentType } from 'react';
import { createStore, type Store } from '../flow/createStore';

interface PresentationState {
  /** How many notices the app has mounted. */
  notices: number;
  /** The sign-out buttons that are mounted. */
  buttons: ReadonlySet<string>;
  /** The button that started the last sign-out; null where no button did. */
  clicked: string | null;
  /** What the kit's components leave with the provider, to be rendered after its children. */
  surface: ComponentType | null;
}

/** Decides who shows an outcome, so that it is shown once and never lost. */
export interface Presentation extends Pick<Store<PresentationState>, 'get' | 'subscribe'> {
  mountNotice(): () => void;
  mountButton(id: string): () => void;
  leaveSurface(surface: ComponentType): void;
  claim(button: string | null): void;
}

/** Who shows the outcome: a mounted notice, else the button that was clicked, else what it left with the provider. */
export type Presenter = 'notice' | 'button' | 'provider' | null;

export function presenterOf({ notices, buttons, clicked, surface }: PresentationState): Presenter {
  if (notices > 0) return 'notice';
  if (clicked === null) return null;
  if (buttons.has(clicked)) return 'button';
  return surface && 'provider';
}

export const emptyPresentation: PresentationState = Object.freeze({
  notices: 0,
  buttons: new Set<string>(),
  clicked: null,
  surface: null,
});

export function createPresentation(): Presentation {
  const store = createStore(emptyPresentation);
  const update = (change: Partial<PresentationState>) => store.set({ ...store.get(), ...change });
  return {
    get: store.get,
    subscribe: store.subscribe,
    mountNotice() {
      update({ notices: store.get().notices + 1 });
      return () => update({ notices: store.get().notices - 1 });
    },
    mountButton(id) {
      update({ buttons: new Set(store.get().buttons).add(id) });
      return () => {
        const buttons = new Set(store.get().buttons);
        buttons.delete(id);
        update({ buttons });
      };
    },
    leaveSurface(surface) {
      if (store.get().surface !== surface) update({ surface });
    },
    claim(button) {
      if (store.get().clicked !== button) update({ clicked: button });
    },
  };
}
