/** The app's modal dialog that lies on top, where one is open. */
export function topModal(root: Document | ShadowRoot): Element | undefined {
  const modals = [...root.querySelectorAll(modal)];
  // What lies beneath is inert, and nothing is hit on it.
  const isOnTop = (dialog: Element) => {
    const { left, top, width, height } = dialog.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    // Nothing is hit outside the window, where it may reach to, or slide in from.
    const hit = root.elementFromPoint?.(
      inside(left + width / 2, clientWidth),
      inside(top + height / 2, clientHeight),
    );
    return hit?.closest(modal) === dialog;
  };
  return modals.find(isOnTop) ?? modals.at(-1);
}

const inside = (place: number, room: number) => Math.max(0, Math.min(place, room - 1));

// Not the kit's own. A browser that knows no :modal finds none, and doesn't throw.
const modal = 'dialog:is(:modal):not([data-scope="sign-out"])';
