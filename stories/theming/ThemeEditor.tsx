import {
  createTheme,
  Flex,
  Grid,
  Heading,
  Label,
  SliderField,
  Text,
  ThemeProvider,
  View,
} from '@aws-amplify/ui-react';
import { useId, useMemo, useState } from 'react';
import { Code } from './Code';
import { Preview } from './Preview';
import { createThemeCode, cssCode } from './themeCode';
import { type Choices, themeOf } from './themeOf';

const initial: Choices = {
  brand: '#4f2fbf',
  success: '#c8f5d5',
  warning: '#ffe08a',
  error: '#8c1022',
  radius: 8,
  fontSize: 16,
  space: 16,
};

const colours = [
  ['brand', 'Brand'],
  ['success', 'Complete'],
  ['warning', 'Partial'],
  ['error', 'Failed'],
] as const;

const sizes = [
  ['radius', 'Corners', 0, 24],
  ['fontSize', 'Text', 12, 24],
  ['space', 'Room', 8, 32],
] as const;

const columns = 'repeat(auto-fit, minmax(min(20rem, 100%), 1fr))';

/** Choose a few values, see the kit with them, and take the code along. */
export function ThemeEditor({ direction }: { direction: 'ltr' | 'rtl' }) {
  const [choices, setChoices] = useState(initial);
  const tokens = useMemo(() => themeOf(choices), [choices]);
  const theme = useMemo(() => createTheme({ name: 'my-theme', tokens }), [tokens]);
  const choose = (change: Partial<Choices>) => setChoices({ ...choices, ...change });
  return (
    <>
      <Heading level={1}>Theme editor</Heading>
      <Text maxWidth="45rem">
        A handful of Amplify UI's tokens is enough to make the kit yours. Text on what you choose is
        black or white, whichever can be read.
      </Text>
      <Grid templateColumns={columns} gap="xl" margin="1.5rem 0">
        <Flex direction="column" as="section" aria-label="Choices">
          {colours.map(([name, label]) => (
            <Colour
              key={name}
              label={label}
              value={choices[name]}
              onChange={(value) => choose({ [name]: value })}
            />
          ))}
          {sizes.map(([name, label, min, max]) => (
            <SliderField
              key={name}
              label={`${label}, px`}
              min={min}
              max={max}
              value={choices[name]}
              onChange={(value) => choose({ [name]: value })}
            />
          ))}
        </Flex>
        <ThemeProvider theme={theme} direction={direction} colorMode="light">
          <View
            data-preview
            as="section"
            aria-label="Preview"
            backgroundColor="background.primary"
            color="font.primary"
            padding="medium"
          >
            <Preview />
          </View>
        </ThemeProvider>
      </Grid>
      <Grid templateColumns={columns} gap="xl">
        <Code title="With createTheme" code={createThemeCode(tokens)} />
        <Code title="With plain CSS" code={cssCode(tokens)} />
      </Grid>
    </>
  );
}

interface ColourProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Colour({ label, value, onChange }: ColourProps) {
  const id = useId();
  return (
    <Flex alignItems="center">
      <input id={id} type="color" value={value} onChange={({ target }) => onChange(target.value)} />
      <Label htmlFor={id}>
        {label} <code>{value}</code>
      </Label>
    </Flex>
  );
}
