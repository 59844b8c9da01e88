/** Writes a time of day, with the date where it is not today, the way the person's region does in that language. */
export function formatTime(time: Date, language: string, now = new Date()): string {
  const isToday = time.toDateString() === now.toDateString();
  const format = new Intl.DateTimeFormat(regionalTag(language), {
    timeStyle: 'short',
    ...(!isToday && { dateStyle: 'medium' }),
  });
  // A time that breaks over two lines is hard to read.
  return format.format(time).replaceAll(' ', '\u00a0');
}

function regionalTag(language: string): string {
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return preferred.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language;
}
