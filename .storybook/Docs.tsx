import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks';
import { type PropsWithChildren, useLayoutEffect } from 'react';
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events';
import { themes } from 'storybook/theming';

type Globals = Record<string, string>;

/** A docs page in the colour mode of the toolbar, and so the stories that it shows in windows of their own. */
export function Docs({ context, children }: PropsWithChildren<DocsContainerProps>) {
  const globals = globalsOf(context);
  const mode = globals.colorMode === 'dark' ? 'dark' : 'light';
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = mode;
    for (const frame of document.querySelectorAll('iframe')) follow(frame, globals);
  });
  return (
    <DocsContainer context={context} theme={themes[mode]}>
      {children}
    </DocsContainer>
  );
}

/** What the toolbar says; a page without a story has no other way to know. */
function globalsOf({ channel }: DocsContainerProps['context']): Globals {
  const [said] = channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? [];
  return said?.globals ?? {};
}

function follow(frame: HTMLIFrameElement, globals: Globals) {
  const url = new URL(frame.src);
  const looks = ['theme', 'colorMode', 'language', 'direction'].map(
    (name) => `${name}:${globals[name]}`,
  );
  url.searchParams.set('globals', looks.join(';'));
  if (url.href !== frame.src) frame.src = url.href;
}
