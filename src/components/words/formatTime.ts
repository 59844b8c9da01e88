/** Writes a time of day, with the date where it is not today, the way the person's region does in that language. */
export function formatTime(time: Date, language: string, now = new Date()): string {
  const isToday = time.toDateString() === now.toDateString();
  const style: Intl.DateTimeFormatOptions = {
    timeStyle: 'short',
    ...(!isToday && { dateStyle: 'medium' }),
  };
  const parts = partsIn(regionalTag(language), style, time);
  const from = parts.findIndex(({ type }) => type === 'hour' || type === 'dayPeriod');
  // A time that breaks over two lines is hard to read; a date before it has no room on one.
  const glued = parts.map(({ value }, place) =>
    place > from ? value.replace(/\s/g, '\u00a0') : value,
  );
  return glued.join('');
}

function partsIn(tag: string, style: Intl.DateTimeFormatOptions, time: Date) {
  try {
    return new Intl.DateTimeFormat(tag, style).formatToParts(time);
  } catch {
    // An app's own language tag that Intl doesn't know must not take the notice away.
    return new Intl.DateTimeFormat(undefined, style).formatToParts(time);
  }
}

function regionalTag(language: string): string {
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return preferred.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
}
