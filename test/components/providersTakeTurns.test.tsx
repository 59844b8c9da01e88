import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { AuthProvider, SignOutButton, SignOutNotice } from '../../src';
import type { AuthAdapter, SettledSignOut } from '../../src/adapter/AuthAdapter';
import { registry } from '../../src/adapter/amplify/page/registry';
import { tellPage } from '../../src/adapter/amplify/page/tellPage';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { nextTask, renderStrict } from '../react/renderStrict';

/** A scripted one, of which the page is told as by Amplify's. */
function createPageAdapter(): AuthAdapter {
  const adapter = createScriptedAdapter({ outcomes: [outcome.partial({ scope: 'global' })] });
  adapter.onSettled?.((settled) => tellPage(settled, []));
  return {
    ...adapter,
    onSettled(listener: (settled: SettledSignOut) => void) {
      registry().listeners.add(listener);
      return () => registry().listeners.delete(listener);
    },
  };
}

// Nobody showed it: as one part of the page went, the other had no notice yet.
test('a notice that comes as the provider that was clicked goes shows what came of the click', async () => {
  const adapter = createPageAdapter();
  let leave = () => {};
  function Page() {
    const [isHere, setIsHere] = useState(true);
    leave = () => setIsHere(false);
    return (
      <>
        {isHere && (
          <AuthProvider adapter={adapter}>
            <SignOutButton global />
          </AuthProvider>
        )}
        <AuthProvider adapter={adapter}>{!isHere && <SignOutNotice />}</AuthProvider>
      </>
    );
  }
  await renderStrict(<Page />);
  await act(async () => fireEvent.click(screen.getByRole('button')));
  await nextTask();
  await act(async () => leave());
  await nextTask();
  expect(screen.getAllByRole('group').map(({ dataset }) => dataset.status)).toEqual(['partial']);
});
