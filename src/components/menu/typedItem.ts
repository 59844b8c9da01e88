/** One that can't be chosen is found by the arrows alone. */
const reachable = '[role="menuitem"]:not([aria-disabled])';

/**
 * Which of a menu's items begins with what was typed; none where none does. The same letter again goes on to the next, as
 * in https://www.w3.org/WAI/ARIA/apg/patterns/menu/.
 */
export function typedItem(menu: Element, typed: string): HTMLElement | undefined {
  const items = [...menu.querySelectorAll<HTMLElement>(reachable)];
  const at = items.findIndex((item) => item.matches(':focus'));
  const [first = ''] = typed;
  const isOneLetter = [...typed].every((letter) => letter === first);
  const word = isOneLetter ? first : typed;
  // Of one letter, the item that has the focus comes last; a word that goes on may still be its own.
  const from = isOneLetter ? at + 1 : Math.max(at, 0);
  return [...items.slice(from), ...items].find((item) =>
    labelOf(item)?.trim().toLocaleLowerCase().startsWith(word),
  );
}

/** An icon may be a letter too. */
const labelOf = (item: Element) => item.querySelector('[data-part="item"]')?.textContent;
