import { literalOf } from '../literalOf';

/** Tokens as `createTheme` takes them: names down to values. */
export interface TokenTree {
  [name: string]: string | TokenTree;
}

/** `_hover` becomes `hover`, `backgroundColor` becomes `background-color`. */
const kebab = (name: string) =>
  name.replace('_', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens as pairs of a CSS variable and its value, by the names that Amplify UI gives them. */
export function cssVariables(tokens: TokenTree, path = '--amplify'): [string, string][] {
  return Object.entries(tokens).flatMap(([name, value]) => {
    const variable = `${path}-${kebab(name)}`;
    return typeof value === 'string' ? [[variable, value]] : cssVariables(value, variable);
  });
}

/** The tokens as plain CSS. */
export function cssCode(tokens: TokenTree): string {
  const lines = cssVariables(tokens).map(([name, value]) => `  ${name}: ${value};`);
  return [':root, [data-amplify-theme] {', ...lines, '}'].join('\n');
}

/** The tokens as a call of `createTheme`. */
export function createThemeCode(tokens: TokenTree): string {
  const literal = literalOf({ name: 'my-theme', tokens }, 2);
  return [
    "import { createTheme } from '@aws-amplify/ui-react';",
    '',
    `export const theme = createTheme(${literal});`,
    '',
    '// <ThemeProvider theme={theme}>…</ThemeProvider>',
  ].join('\n');
}
