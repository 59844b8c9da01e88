import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** First what waits for nothing and finds the most, last what plays whole stories. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) =>
      /counterexamples/.test(moduleId) ? 0 : /twoOfEverything|subscribe/.test(moduleId) ? 2 : 1;
    return files.sort((one, other) => rank(one) - rank(other));
  }
}

/** The tests of the three folders that mutation testing breaks. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/outcome/**/*.test.ts', 'test/flow/**/*.test.ts', 'test/adapter/**/*.test.ts'],
    restoreMocks: true,
    sequence: { sequencer: QuickFirst },
  },
});
