import type { StoryContext } from '@storybook/react-vite';
import type { SignOutOutcome } from '../src';
import * as kit from '../src';
import * as testing from '../src/testing';
import { literalOf } from './literalOf';
import { type Script, scriptOf } from './scriptOf';

const packages = {
  '@aws-amplify/ui-react': ['Flex', 'Heading', 'Text'],
  'amplify-signoff': Object.keys(kit),
  'amplify-signoff/testing': Object.keys(testing),
};

/**
 * A story as a module to paste: its `body` parameter, or else its component with the story's args, in a provider that
 * plays what the story does.
 */
export function codeOf(_source: string, { title, args, parameters }: StoryContext): string {
  const { body = elementOf(title.split('/').at(-1) ?? '', args), setUp = [] } = parameters;
  const played = scriptOf(parameters, args);
  const setUps = [adapterOf(played), ...[setUp].flat()].filter(Boolean);
  const isWhole = body.startsWith('<AuthProvider');
  const providerProps = played && adapterOf(played) ? ' adapter={adapter}' : '';
  const lines: string[] = isWhole
    ? [...indent(body, 2)]
    : [
        `  <AuthProvider${providerProps}>`,
        ...(played?.endedBy ? indent(endingOf(played.endedBy, played.said), 4) : []),
        ...indent(body, 4),
        '  </AuthProvider>',
      ];
  const module = [
    ...setUps.flatMap((code) => [code, '']),
    'export const Example = () => (',
    ...lines,
    ');',
  ].join('\n');
  return [...importsOf(module), '', module].join('\n');
}

function importsOf(module: string): string[] {
  return Object.entries(packages).flatMap(([from, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(module));
    return used.length > 0 ? [`import { ${used.sort().join(', ')} } from '${from}';`] : [];
  });
}

const indent = (code: string, by: number) =>
  code.split('\n').map((line) => (line ? ' '.repeat(by) + line : line));

function elementOf(name: string, { children, becomes: _, ...args }: Record<string, unknown>) {
  const props = Object.entries(args).flatMap(([prop, value]) => {
    if (value === undefined || value === false || typeof value === 'function') return [];
    if (value === true) return [` ${prop}`];
    return [typeof value === 'string' ? ` ${prop}="${value}"` : ` ${prop}={${literalOf(value)}}`];
  });
  const tag = `${name}${props.join('')}`;
  if (name === 'SignOutNotice') return `<${tag} />\n<SignOutButton global />`;
  return typeof children === 'string' ? `<${tag}>${children}</${name}>` : `<${tag} />`;
}

/** What plays the story; nothing where Amplify's own adapter does as well. */
function adapterOf(played: Script | undefined): string {
  const { outcomes, user, canSignOutGlobally, latencyMs, endedBy } = played ?? {};
  const isSlow = latencyMs !== undefined && latencyMs > 1000;
  const options = [
    ...(outcomes ? [`outcomes: [${outcomes.map(outcomeOf).join(', ')}]`] : []),
    ...(user !== undefined ? [`user: ${literalOf(user)}`] : []),
    ...(canSignOutGlobally === false ? ['canSignOutGlobally: false'] : []),
    ...(isSlow ? ['latencyMs: 60_000'] : []),
  ];
  if (options.length === 0 && !endedBy) return '';
  const inside = options.length > 0 ? `{ ${options.join(', ')} }` : '';
  return [
    '// Plays this state in a story or a test. An app needs none: <AuthProvider> makes its own.',
    `const adapter = createScriptedAdapter(${inside});`,
  ].join('\n');
}

const endingOf = (by: string, said: SignOutOutcome | undefined) =>
  [
    `<button onClick={() => adapter.endSession('${by}'${said ? `, ${outcomeOf(said)}` : ''})}>`,
    '  End the session',
    '</button>',
  ].join('\n');

/** An outcome as the testing entry builds it. */
function outcomeOf(settled: SignOutOutcome): string {
  const usual: Record<string, unknown> = { ...testing.outcome[settled.status]() };
  const change = Object.entries(settled).filter(
    ([name, value]) =>
      !(value instanceof Date) && JSON.stringify(value) !== JSON.stringify(usual[name]),
  );
  const inside = change.length > 0 ? literalOf(Object.fromEntries(change)) : '';
  return `outcome.${settled.status}(${inside})`;
}
