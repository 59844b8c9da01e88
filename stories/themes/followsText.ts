/** A button that takes the colour of the text around it, so that it can be read on any alert. */
export const followsText = {
  color: 'currentColor',
  borderColor: 'currentColor',
  _hover: {
    color: 'currentColor',
    borderColor: 'currentColor',
    backgroundColor: 'color-mix(in srgb, currentColor 15%, transparent)',
  },
  _focus: {
    color: 'currentColor',
    borderColor: 'currentColor',
    backgroundColor: 'transparent',
  },
  _active: {
    color: 'currentColor',
    borderColor: 'currentColor',
    backgroundColor: 'color-mix(in srgb, currentColor 25%, transparent)',
  },
};
