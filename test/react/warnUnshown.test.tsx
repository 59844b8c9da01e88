import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  AuthProvider,
  type AuthProviderProps,
  SignedIn,
  SignOutButton,
  SignOutNotice,
  type UseSignOutResult,
  useSignOut,
} from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { nextTask, renderStrict } from './renderStrict';

const warn = vi.fn();

beforeEach(() => {
  warn.mockReset();
  vi.spyOn(console, 'warn').mockImplementation(warn);
});

let signOut: UseSignOutResult['signOut'];

function OnlySignsOut() {
  signOut = useSignOut().signOut;
  return null;
}

async function signOutUnder(props: AuthProviderProps, settled = outcome.partial()) {
  const adapter = createFakeAdapter();
  const { children, ...rest } = props;
  const view = await renderStrict(
    <AuthProvider adapter={adapter} {...rest}>
      <OnlySignsOut />
      {children}
    </AuthProvider>,
  );
  const again = async () => {
    act(() => void signOut());
    await act(async () => adapter.call.settle(attempt(settled)));
    await nextTask();
  };
  await again();
  return { ...view, again };
}

test('an outcome that nobody shows or handles is warned about, once', async () => {
  const { again } = await signOutUnder({});
  await again();
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.lastCall?.[0]).toMatch(
    /^amplify-signoff: .*partial.*nothing shows it.*<SignOutNotice \/>.*onOutcome/,
  );
});

test('not where a notice is mounted', async () => {
  await signOutUnder({ children: <SignOutNotice /> });
  expect(warn).not.toHaveBeenCalled();
});

test('not where the provider is given onOutcome', async () => {
  await signOutUnder({ onOutcome() {} });
  expect(warn).not.toHaveBeenCalled();
});

test.each(['outcome', 'status'] as const)('not where the app reads the %s', async (field) => {
  function Reader() {
    return String(useSignOut()[field]);
  }
  await signOutUnder({ children: <Reader /> });
  expect(warn).not.toHaveBeenCalled();
});

test('but where what reads it has gone with the session, and does not come back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const adapter = createFakeAdapter();
  function Reader() {
    return String(useSignOut().outcome?.status);
  }
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <OnlySignsOut />
      <SignedIn>
        <Reader />
      </SignedIn>
    </AuthProvider>,
  );
  act(() => void signOut());
  await act(async () => {
    adapter.emit({ type: 'signedOut', by: 'user' });
    adapter.call.settle(attempt(outcome.partial()));
  });
  vi.advanceTimersByTime(900);
  expect(warn).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(warn).toHaveBeenCalledOnce();
});

test('but where a button is mounted that nobody clicked', async () => {
  await signOutUnder({ children: <SignOutButton /> });
  expect(warn).toHaveBeenCalledOnce();
});

test('not where the app said no', async () => {
  await renderStrict(
    <AuthProvider adapter={createFakeAdapter()} beforeSignOut={() => false}>
      <OnlySignsOut />
    </AuthProvider>,
  );
  await act(async () => void (await signOut()));
  await nextTask();
  expect(warn).not.toHaveBeenCalled();
});

test('not where the notice mounts with the outcome', async () => {
  function Screen() {
    const { isPending } = useSignOut();
    return isPending ? <i /> : <SignOutNotice />;
  }
  await signOutUnder({ children: <Screen /> });
  expect(warn).not.toHaveBeenCalled();
});

describe('an outcome that is soon no longer there', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  async function signOutAnd(then: (app: { dismiss(): void; unmount(): void }) => void) {
    const adapter = createFakeAdapter();
    let dismiss = () => {};
    function Dismisser() {
      ({ dismiss } = useSignOut());
      return null;
    }
    const { unmount } = await renderStrict(
      <AuthProvider adapter={adapter}>
        <OnlySignsOut />
        <Dismisser />
      </AuthProvider>,
    );
    act(() => void signOut());
    await act(async () => adapter.call.settle(attempt(outcome.complete())));
    act(() => then({ dismiss, unmount }));
    vi.advanceTimersByTime(100);
  }

  test('is warned about where it stays', async () => {
    await signOutAnd(() => {});
    expect(warn).toHaveBeenCalledOnce();
  });

  test('is not once it was put away', async () => {
    await signOutAnd(({ dismiss }) => dismiss());
    expect(warn).not.toHaveBeenCalled();
  });

  test('is not once the provider is gone', async () => {
    await signOutAnd(({ unmount }) => unmount());
    expect(warn).not.toHaveBeenCalled();
  });
});
