// @vitest-environment node
import { I18n } from 'aws-amplify/utils';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  AuthProvider,
  createAmplifyAdapter,
  SignedIn,
  SignedOut,
  SignOutButton,
  type SignOutMessages,
  SignOutNotice,
  useAuth,
  useSignOut,
} from '../../src';
import { de, toVocabularies } from '../../src/locales';
import { createFakeAdapter } from '../flow/createFakeAdapter';

const fetching = vi.fn();

beforeEach(() => {
  fetching.mockReset();
  vi.stubGlobal('fetch', fetching);
});

afterEach(() => vi.unstubAllGlobals());

function Statuses() {
  return `${useAuth().status} ${useSignOut().status}`;
}

const app = (adapter?: ReturnType<typeof createAmplifyAdapter>) => (
  <AuthProvider adapter={adapter}>
    <Statuses />
    <SignOutNotice />
    <SignedIn>in</SignedIn>
    <SignedOut>out</SignedOut>
    <SignOutButton global />
  </AuthProvider>
);

test('this is a server', () => {
  expect(typeof window).toBe('undefined');
  expect(typeof document).toBe('undefined');
});

test.each([
  ['the adapter by default', undefined],
  ['an Amplify adapter', createAmplifyAdapter()],
])('the server renders that it does not know yet: %s', (_, adapter) => {
  const html = renderToString(app(adapter));
  expect(html).toContain('configuring idle');
  expect(html).toContain('Sign out of all devices');
  expect(html).not.toMatch(/>in<|>out<|data-part="notice"/);
  expect(fetching).not.toHaveBeenCalled();
});

test('the server speaks the app’s own words over English, whatever language another visitor left it in', () => {
  I18n.putVocabularies(toVocabularies(de));
  I18n.setLanguage('de');
  const render = (messages?: Partial<SignOutMessages>) =>
    renderToString(
      <AuthProvider messages={messages}>
        <SignOutButton />
      </AuthProvider>,
    );
  expect(render()).toContain('Sign out');
  expect(render({ signOut: 'Adiaŭ' })).toContain('Adiaŭ');
  I18n.setLanguage('en');
});

test('the server asks an adapter nothing', () => {
  const adapter = createFakeAdapter();
  const read = vi.spyOn(adapter, 'getCurrentUser');
  renderToString(app(adapter));
  expect(read).not.toHaveBeenCalled();
  expect(adapter.listeners).toBe(0);
  expect(adapter.calls).toHaveLength(0);
});

test('the hooks can be imported without Amplify UI', async () => {
  vi.resetModules();
  vi.doMock('@aws-amplify/ui-react', () => {
    throw new Error('Amplify UI was imported.');
  });
  const hooks = await Promise.all([
    import('../../src/react/AuthProvider'),
    import('../../src/react/useAuth'),
    import('../../src/react/useSignOut'),
  ]);
  expect(hooks).toHaveLength(3);
  vi.doUnmock('@aws-amplify/ui-react');
});

test.each(['../../src/index', '../../src/testing/index', '../../src/locales/index'])(
  'importing %s does nothing',
  async (entry) => {
    vi.resetModules();
    vi.useFakeTimers();
    await import(/* @vite-ignore */ entry);
    expect(vi.getTimerCount()).toBe(0);
    expect(fetching).not.toHaveBeenCalled();
    vi.useRealTimers();
  },
);
