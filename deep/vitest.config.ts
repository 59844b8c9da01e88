import { defineConfig } from 'vitest/config';

/** The fast suite of the three folders that mutation testing breaks. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/outcome/**/*.test.ts', 'test/flow/**/*.test.ts', 'test/adapter/**/*.test.ts'],
    restoreMocks: true,
  },
});
