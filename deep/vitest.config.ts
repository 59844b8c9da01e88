import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** First what waits for nothing and finds the most. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isSlow = ({ moduleId }: TestSpecification) => Number(!/counterexamples/.test(moduleId));
    return files.sort((one, other) => isSlow(one) - isSlow(other));
  }
}

/** The fast suite of the three folders that mutation testing breaks. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/outcome/**/*.test.ts', 'test/flow/**/*.test.ts', 'test/adapter/**/*.test.ts'],
    restoreMocks: true,
    sequence: { sequencer: QuickFirst },
  },
});
