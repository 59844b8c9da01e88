import type { StorybookConfig } from '@storybook/react-vite';

export default {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  staticDirs: ['public'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' }, // the other one needs an API that TypeScript 7 lacks
  viteFinal: ({ build, ...config }) => ({
    ...config,
    build: {
      ...build,
      chunkSizeWarningLimit: 4000, // Storybook itself is that large
      rolldownOptions: {
        ...build?.rolldownOptions,
        checks: { moduleLevelDirective: false }, // 'use client' says nothing to a browser
      },
    },
  }),
} satisfies StorybookConfig;
