import { type ColorMode, ThemeProvider, View } from '@aws-amplify/ui-react';
import { I18n } from 'aws-amplify/utils';
import { type ReactNode, useEffect } from 'react';
import { directionOf } from '../stories/directionOf';
import { themes } from '../stories/themes';

interface FrameProps {
  theme: keyof typeof themes;
  colorMode: ColorMode;
  language: string;
  direction: string;
  /** Whether the page around the story takes its language and direction. */
  fillsPage: boolean;
  children: ReactNode;
}

/** A story in the theme, colour mode, language and direction that the toolbars say. */
export function Frame({ theme, colorMode, language, direction, fillsPage, children }: FrameProps) {
  // Read at each render by whoever shows words; the key below has them all render anew.
  I18n.setLanguage(language);
  const dir = directionOf({ direction, language });
  useEffect(() => {
    if (!fillsPage) return;
    document.documentElement.lang = language;
    document.documentElement.dir = dir;
  }, [fillsPage, language, dir]);
  return (
    <ThemeProvider theme={themes[theme]} colorMode={colorMode} direction={dir}>
      <View
        key={language}
        lang={language}
        data-look={`${theme} ${colorMode} ${dir}`}
        backgroundColor="background.primary"
        color="font.primary"
        padding="min(1.5rem, 5vw)"
        boxShadow="0 0 0 100vmax var(--amplify-colors-background-primary)"
      >
        {children}
      </View>
    </ThemeProvider>
  );
}
