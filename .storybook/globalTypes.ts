import type { Preview } from '@storybook/react-vite';
import { languages } from '../stories/wordsOf';

/** What the toolbars offer. */
export const globalTypes = {
  theme: {
    description: 'Theme',
    toolbar: {
      icon: 'paintbrush',
      items: [
        { value: 'default', title: 'Default theme' },
        { value: 'highContrast', title: 'High contrast' },
        { value: 'brand', title: 'Bold brand' },
      ],
      dynamicTitle: true,
    },
  },
  colorMode: {
    description: 'Colour mode',
    toolbar: {
      icon: 'contrast',
      items: [
        { value: 'light', title: 'Light' },
        { value: 'dark', title: 'Dark' },
      ],
      dynamicTitle: true,
    },
  },
  language: {
    description: 'Language',
    toolbar: {
      icon: 'globe',
      items: Object.keys(languages).map((value) => ({
        value,
        title: new Intl.DisplayNames(value, { type: 'language' }).of(value) ?? value,
      })),
      dynamicTitle: true,
    },
  },
  direction: {
    description: 'Text direction',
    toolbar: {
      icon: 'transfer',
      items: [
        { value: 'auto', title: "The language's direction" },
        { value: 'ltr', title: 'Left to right' },
        { value: 'rtl', title: 'Right to left' },
      ],
      dynamicTitle: true,
    },
  },
} satisfies Preview['globalTypes'];
