import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { en } from '../../src/locales/en';
import { connected, disconnectAll, onDisconnect, says, together } from './connected';
import { createStage, pause, throttled } from './setUp';

const stage = createStage();
beforeEach(() => void vi.stubGlobal('window', new EventTarget()));
afterEach(disconnectAll);

type Connected = ReturnType<typeof connected>;

function isBack({ auth, flow }: Connected) {
  const stops = [auth.connect(), flow.connect()];
  onDisconnect(() => {
    for (const stop of stops) stop();
  });
}

async function tooBusy() {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', { ...throttled, delayMs: 60 });
}

/** The app's tasks take a while, and the provider that was clicked is hidden, or gone, meanwhile. */
async function goneDuringTasks(): Promise<[Connected, Connected]> {
  await tooBusy();
  const afterSignOut: SignOutHooks['afterSignOut'] = [() => pause(150) as Promise<void>];
  const [one, other] = await together(connected({ afterSignOut }), connected());
  const click = one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.flow.get().status).toBe('partial'), 4000);
  one.disconnect();
  await click;
  return [one, other];
}

// Told nowhere: the one that was gone had been told that it shows it, and left it to nobody.
test('the clicked provider is gone while the app’s tasks run: the other one shows it, and it alone', async () => {
  const [one, other] = await goneDuringTasks();
  expect(says(other)).toBe(en.partialGlobal);
  isBack(one);
  await pause(20);
  expect([one, other].map(says)).toEqual([null, en.partialGlobal]);
});

// Told nowhere: it was settled who shows it before the app had answered.
test('the clicked provider is gone while another one’s app asks, which then says no: that one shows it', async () => {
  await tooBusy();
  let sayNo = () => {};
  const beforeSignOut = () =>
    new Promise<boolean>((resolve) => {
      sayNo = () => resolve(false);
    });
  const [one, other] = await together(connected(), connected({ beforeSignOut }));
  const declined = other.flow.signOut({ global: true });
  await one.flow.signOut({ global: true });
  await pause(20);
  one.disconnect();
  sayNo();
  await declined;
  await pause(20);
  expect(says(other)).toBe(en.partialGlobal);
});

// Told nowhere: a provider with nothing to show it with had taken it.
test('the clicked provider is hidden: one that can’t show anything leaves it for when it is back', async () => {
  await tooBusy();
  const [silent, one] = await together(
    connected({}, {}, () => false),
    connected(),
  );
  const click = one.flow.signOut({ global: true });
  await stage.isAsked();
  one.disconnect();
  await click;
  await pause(20);
  isBack(one);
  expect(says(one)).toBe(en.partialGlobal);
  expect(silent.flow.get()).toMatchObject({ status: 'partial', isElsewhere: true });
});

// Told nowhere: a part of the page comes as another one goes, and its notice a moment later.
test('the clicked provider is gone, and another one can show it a moment later: that one does', async () => {
  await tooBusy();
  let canShow = false;
  const [one, other] = await together(
    connected(),
    connected({}, {}, () => canShow),
  );
  await one.flow.signOut({ global: true });
  await pause(20);
  one.disconnect();
  canShow = true;
  other.flow.claimBack();
  expect(says(other)).toBe(en.partialGlobal);
});

test('what is shown somewhere stays there, though another one can show it by now', async () => {
  await tooBusy();
  let canShow = false;
  const [one, other] = await together(
    connected(),
    connected({}, {}, () => canShow),
  );
  await one.flow.signOut({ global: true });
  await pause(20);
  canShow = true;
  other.flow.claimBack();
  expect([one, other].map(says)).toEqual([en.partialGlobal, null]);
  one.flow.dismiss();
  other.flow.claimBack();
  expect([one, other].map(says)).toEqual([null, null]);
});
