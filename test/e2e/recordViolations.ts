/** Runs in the page, from its start: keeps what a content security policy blocked, and how that begins. */
export function recordViolations() {
  const violations: string[] = [];
  Object.assign(window, { violations });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, target }) => {
    const [first] = (target instanceof Element ? (target.textContent ?? '') : '')
      .trim()
      .split('\n');
    violations.push(`${effectiveDirective}: ${first}`);
  });
}
