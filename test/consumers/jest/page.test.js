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

test('the checks for an adapter are there', () => {
  expect(typeof adapterChecks).toBe('function');
});
