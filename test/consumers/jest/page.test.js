const { fireEvent, render, screen } = require('@testing-library/react');
const { createElement } = require('react');
const { adapterChecks, createScriptedAdapter, outcome } = require('amplify-signoff/testing');
const { Page } = require('./page');

test('a partial sign-out offers the retry, and a retry that works says so', async () => {
  const adapter = createScriptedAdapter({ outcomes: [outcome.partial(), outcome.complete()] });
  render(createElement(Page, { adapter }));
  fireEvent.click(await screen.findByRole('button', { name: 'Sign out of all devices' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await screen.findByText("You're signed out on all devices.");
  screen.getByText('Welcome');
});

const people = ['Alice', 'Bob'].map((name) => ({
  userId: name,
  username: name,
  displayName: name,
}));

async function setUp({ canSignOutGlobally = true } = {}) {
  let isBusy = false;
  const next = () => (isBusy ? outcome.partial() : outcome.complete());
  const adapter = createScriptedAdapter({
    user: null,
    outcomes: canSignOutGlobally ? [next] : [],
    canSignOutGlobally,
  });
  const left = [...people];
  return {
    adapter,
    signIn: async () => adapter.signIn(left.shift()),
    endElsewhere: async () => adapter.endSession('otherTab'),
    setBusy(isBusyNow) {
      isBusy = isBusyNow;
    },
  };
}

test.each(adapterChecks(setUp))('%s', (_name, check) => check());
