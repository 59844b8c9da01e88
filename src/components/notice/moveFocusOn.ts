/** Takes the focus out of an element that is about to go: to where it came from, else to what comes next on the page. */
export function moveFocusOn(leaving: Element, cameFrom: EventTarget | null) {
  const root = leaving.getRootNode() as Document | ShadowRoot;
  const { activeElement } = root;
  if (!leaving.contains(activeElement)) return;
  if (cameFrom instanceof HTMLElement && takesFocus(cameFrom)) return;
  // A finger has no use for it, and a field would open its keyboard.
  if (!activeElement?.matches(':focus-visible')) return;
  const others = [...root.querySelectorAll<HTMLElement>(focusable)].filter(
    (other) => other.tabIndex >= 0 && !leaving.contains(other),
  );
  const isAfter = (other: Element) =>
    leaving.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  [...others.filter(isAfter), ...others].find(takesFocus);
}

const focusable = 'a, button, input, select, textarea, [tabindex]';

function takesFocus(element: HTMLElement): boolean {
  element.focus();
  return element.matches(':focus');
}
