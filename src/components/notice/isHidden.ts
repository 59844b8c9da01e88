import { topModal } from './topModal';

/** Whether an element stands in a part of the page that is closed, or out of reach; false where the browser can't tell. */
export function isHidden(element: Element): boolean {
  if (!element.checkVisibility) return false;
  const modal = topModal(document);
  const isBeneath = modal && !isWithin(modal, element);
  return !element.checkVisibility() || element.closest('[inert]') !== null || Boolean(isBeneath);
}

/** Whether it contains a node, or what that is in the shadow of. */
function isWithin(outer: Element, node: Node): boolean {
  if (outer.contains(node)) return true;
  const { host } = node.getRootNode() as Partial<ShadowRoot>;
  return host !== undefined && isWithin(outer, host);
}
