import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { launchOptions } from './scripts/chromium.mjs';

const { dependencies, peerDependencies } = packageJson;
const leftOut = Object.keys({ ...dependencies, ...peerDependencies });

/** A function: Vitest writes into the object, so two projects can't share one. */
const inChromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launchOptions() }),
  instances: [{ browser: 'chromium' as const }],
});

const nodeTests = 'test/**/*.test.ts';
const browserTests = 'test/**/*.browser.test.{ts,tsx}';
const endToEndTests = 'test/e2e/*.e2e.test.ts';
const matrixTests = 'test/matrix/**/*.test.ts';
const longTests = 'test/properties/**/*.test.ts';
const builtTests = 'test/{house/{built,package},load/load}.test.ts';
const consumerTests = 'test/consumers/consumers.test.ts';
const serverTests = 'test/{server,route}/*.test.ts';
const pairTests = 'test/adapter/twoOfEverything*.test.ts';
const spokenTests = 'test/spoken/spoken.test.ts';
const bookTests = 'test/book/*.test.ts';

/** Vite can't scan what JSX compiles to; found late, it reloads the page under a running test. */
const optimizeDeps = { include: ['react/jsx-runtime', 'react-dom'] };

export default defineConfig({
  // Whatever NODE_ENV says: with React's development runtime the package would break every production build.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    target: 'es2022',
    minify: false, // the app's own build does that, and readable code is easier to debug
    sourcemap: true,
    cssCodeSplit: true, // the style sheet is an entry of its own
    cssMinify: true, // it may be linked as it is
    lib: {
      entry: {
        index: 'src/index.ts',
        'testing/index': 'src/testing/index.ts',
        'locales/index': 'src/locales/index.ts',
        'server/index': 'src/server/index.ts',
        styles: 'src/theme/styles.css',
      },
      formats: ['es', 'cjs'],
    },
    rolldownOptions: {
      external: (id) => leftOut.some((name) => id === name || id.startsWith(`${name}/`)),
      checks: { moduleLevelDirective: false }, // it survives: test/house/built.test.ts
      output: { preserveModules: true, preserveModulesRoot: 'src' },
    },
  },
  test: {
    restoreMocks: true,
    maxWorkers: '100%', // Vitest leaves a core idle, which is half of a machine with two
    // Amplify says so of every user pool that is not AWS's own.
    onConsoleLog: (log) => !log.includes('custom Amazon Amazon Cognito User Pool endpoint'),
    coverage: {
      include: ['src/{outcome,adapter,flow,server}/**/*.ts'],
      thresholds: { lines: 100, branches: 100 },
      reporter: ['text-summary', ['text', { skipFull: true }]],
    },
    // For .ci/run, which adds up what each script counted.
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: `reports/${process.env.npm_lifecycle_event?.replace(':', '-')}.json` },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [nodeTests],
          setupFiles: ['test/failOnConsole.ts'],
          exclude: [
            browserTests,
            endToEndTests,
            matrixTests,
            longTests,
            builtTests,
            bookTests,
            serverTests,
            pairTests,
            consumerTests,
            spokenTests,
            'test/consumers/*/**',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: [serverTests],
          setupFiles: ['test/failOnConsole.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pairs',
          environment: 'node',
          include: [pairTests],
          setupFiles: ['test/failOnConsole.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'long', environment: 'node', include: [longTests] },
      },
      {
        extends: true,
        test: {
          name: 'matrix',
          environment: 'node',
          include: [matrixTests],
          maxWorkers: 6, // cells wait, they don't compute
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'spoken',
          environment: 'node',
          include: [spokenTests],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          environment: 'node',
          include: ['deep/soak.test.ts'],
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['test/**/*.test.tsx'],
          exclude: [browserTests],
          setupFiles: ['test/failOnConsole.ts', 'test/setup.ts', 'test/setup.dom.ts'],
        },
      },
      {
        extends: true,
        optimizeDeps,
        test: {
          name: 'browser',
          include: [browserTests],
          setupFiles: ['test/failOnConsole.ts', 'test/setup.ts'],
          browser: inChromium(),
        },
      },
      {
        extends: true,
        optimizeDeps,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'stories', browser: inChromium() },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: [endToEndTests],
          maxWorkers: 1, // each test drives a browser and a server of its own
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'book',
          environment: 'node',
          include: [bookTests],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'built', environment: 'node', include: [builtTests] },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          environment: 'node',
          include: ['bench/speed/*.test.ts'],
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'consumers',
          environment: 'node',
          include: [consumerTests],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
