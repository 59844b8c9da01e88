/**
 * Which of a menu's items begins with what was typed; none where none does. The same letter again goes on to the next, as
 * in https://www.w3.org/WAI/ARIA/apg/patterns/menu/.
 */
export function typedItem(menu: Element, typed: string): HTMLElement | undefined {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const [first = ''] = typed;
  const isOneLetter = [...typed].every((letter) => letter === first);
  const word = isOneLetter ? first : typed;
  // Of one letter, the item that has the focus comes last; a word that goes on may still be its own.
  const from = isOneLetter ? at + 1 : Math.max(at, 0);
  return [...items.slice(from), ...items].find(({ textContent }) =>
    textContent.trim().toLocaleLowerCase().startsWith(word),
  );
}
