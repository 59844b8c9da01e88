import { Alert, Button, type ColorMode, Grid, ThemeProvider, View } from '@aws-amplify/ui-react';
import { type ComponentProps, useState } from 'react';
import { AuthProvider, SignOutButton, SignOutNotice } from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { SignsOut } from '../SignsOut';

interface PairProps {
  id: 'before' | 'after';
  theme: NonNullable<ComponentProps<typeof ThemeProvider>['theme']>;
  direction: 'ltr' | 'rtl';
  colorMode?: ColorMode;
  className?: string;
}

/** Amplify UI's own `Alert` and `Button`, and beside them the kit's, under one theme. */
export function Pair({ id, theme, direction, colorMode = 'light', className = '' }: PairProps) {
  const [adapter] = useState(() => createScriptedAdapter({ outcomes: [outcome.partial()] }));
  return (
    <ThemeProvider theme={theme} colorMode={colorMode} direction={direction}>
      <View
        data-pair={id}
        className={className}
        backgroundColor="background.primary"
        color="font.primary"
        padding="medium"
      >
        <Grid templateColumns="repeat(auto-fit, minmax(min(20rem, 100%), 1fr))" gap="large">
          <div data-from="amplify">
            <Alert variation="warning" heading="Amplify UI's Alert" role="note" isDismissible>
              As plain as it comes.
            </Alert>
            <Button marginBlockStart="small">Amplify UI's Button</Button>
          </div>
          <div data-from="kit">
            <AuthProvider adapter={adapter}>
              <SignsOut>
                <SignOutNotice />
              </SignsOut>
              <SignOutButton marginBlockStart="small" global />
            </AuthProvider>
          </div>
        </Grid>
      </View>
    </ThemeProvider>
  );
}
