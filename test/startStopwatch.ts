/** Measures a time in milliseconds without what a busy machine took from it: no timer could run then, ours or anybody's. */
export function startStopwatch(): () => number {
  const longestStepMs = 25;
  let elapsed = 0;
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    elapsed += Math.min(now - last, longestStepMs);
    last = now;
  };
  const timer = setInterval(step, 5);
  return () => {
    clearInterval(timer);
    step();
    return elapsed;
  };
}
