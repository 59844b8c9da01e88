/** Writes a time of day, with the date where it is not today, the way the person's region does in that language. */
export function formatTime(time: Date, language: string, now = new Date()): string {
  const isToday = time.toDateString() === now.toDateString();
  const style: Intl.DateTimeFormatOptions = {
    timeStyle: 'short',
    ...(!isToday && { dateStyle: 'medium' }),
  };
  // A time that breaks over two lines is hard to read.
  return formatIn(regionalTag(language), style, time).replaceAll(' ', '\u00a0');
}

function formatIn(tag: string, style: Intl.DateTimeFormatOptions, time: Date): string {
  try {
    return new Intl.DateTimeFormat(tag, style).format(time);
  } catch {
    // An app's own language tag that Intl doesn't know must not take the notice away.
    return new Intl.DateTimeFormat(undefined, style).format(time);
  }
}

function regionalTag(language: string): string {
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return preferred.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
}
