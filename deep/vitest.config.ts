import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** First what needs an Amplify that nobody has configured, then what waits for nothing and finds the most. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const first = ['notConfigured', 'counterexamples'];
    const place = ({ moduleId }: TestSpecification) =>
      first.findIndex((name) => moduleId.includes(name)) >>> 0;
    return files.sort((one, other) => place(one) - place(other));
  }
}

/** The fast suite of the three folders that mutation testing breaks. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/outcome/**/*.test.ts', 'test/flow/**/*.test.ts', 'test/adapter/**/*.test.ts'],
    restoreMocks: true,
    isolate: false, // or each broken line pays for loading Amplify anew, file by file
    sequence: { sequencer: QuickFirst },
  },
});
