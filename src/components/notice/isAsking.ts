/** Whether a question of the kit's is open beside an element: the rest of the page is out of reach. */
export const isAsking = (element: Element) =>
  (element.getRootNode() as ParentNode).querySelector('dialog[data-scope="sign-out"]:modal') !==
  null;
