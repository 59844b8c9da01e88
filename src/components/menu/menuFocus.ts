/** Which of a menu's items a key leads to; none where it leads nowhere. */
export function menuFocus(menu: Element, key: string | null): HTMLElement | undefined {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const [following, preceding] = [items.slice(at + 1), items.slice(0, Math.max(at, 0))];
  if (key === 'ArrowDown') return following[0] ?? items[0];
  if (key === 'ArrowUp') return preceding.at(-1) ?? items.at(-1);
  if (key === 'Home' || key === 'PageUp') return items[0];
  return key === 'End' || key === 'PageDown' ? items.at(-1) : undefined;
}
