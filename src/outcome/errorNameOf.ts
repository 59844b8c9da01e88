/**
 * Takes the bare name out of `x-amzn-errortype` or `__type`, either of which may carry a `namespace#` before it and
 * a `:url` behind it. Anything that does not look like a name is dropped, since a proxy may echo what it was sent.
 */
export function errorNameOf(raw: string): string | undefined {
  return /^(?:[^#:]*#)?([A-Z][A-Za-z]{0,63})(?=$|[:,])/.exec(raw.trim())?.[1];
}
