/** The direction that the toolbars ask for: one of their own, or the language's. */
export function directionOf({
  direction,
  language,
}: {
  direction?: string;
  language?: string;
}): 'ltr' | 'rtl' {
  if (direction === 'ltr' || direction === 'rtl') return direction;
  return ['ar', 'he'].includes(language ?? '') ? 'rtl' : 'ltr';
}
