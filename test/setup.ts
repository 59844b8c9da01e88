import { cleanup } from '@testing-library/react';
import { afterEach, expect } from 'vitest';

const unexpected: string[] = [];

for (const method of ['error', 'warn'] as const) {
  const print = console[method].bind(console);
  // Not a spy: a test that expects a message spies on the console itself and asserts it.
  console[method] = (...args: unknown[]) => {
    unexpected.push(`console.${method}: ${args.map(String).join(' ')}`);
    print(...args);
  };
}

// Hooks run last to first: the tree is unmounted before its messages are counted.
afterEach(() => expect(unexpected.splice(0), 'unexpected console output').toEqual([]));
afterEach(cleanup);
