/** Whether a value is frozen all through and survives a structured clone. Runs in Node and in the page. */
export function isPlainData(value: unknown): boolean {
  try {
    return isFrozen(value) && isSame(value, structuredClone(value));
  } catch {
    return false;
  }
}

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
