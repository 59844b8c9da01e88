import { afterEach, expect } from 'vitest';

const unexpected: string[] = [];

for (const method of ['error', 'warn'] as const) {
  const print = console[method].bind(console);
  // Not a spy: a test that expects a message spies on the console itself and asserts it.
  console[method] = (...args: unknown[]) => {
    print(...args);
    const said = args.map(String).join(' ');
    // Amplify says so of every user pool that is not AWS's own.
    if (!said.includes('custom Amazon Amazon Cognito User Pool endpoint')) {
      unexpected.push(`console.${method}: ${said}`);
    }
  };
}

// Hooks run last to first: whatever another one still says is counted.
afterEach(() => expect(unexpected.splice(0), 'unexpected console output').toEqual([]));
