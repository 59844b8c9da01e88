/** Throws a RangeError for a time that is not a positive number, or that no timer can keep. */
export function checkTimes(caller: string, times: Readonly<Record<string, number>>): void {
  for (const [name, ms] of Object.entries(times)) {
    if (!(ms > 0 && ms <= 2 ** 31 - 1)) {
      throw new RangeError(
        `${caller}: ${name} is ${ms}, which no timer can keep. Give milliseconds above 0 and below 2^31.`,
      );
    }
  }
}
