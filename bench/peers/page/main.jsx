const clients = import.meta.glob('./clients/*.jsx');
const { client, call } = Object.fromEntries(new URLSearchParams(location.search));

const { connect } = await clients[`./clients/${client}.jsx`]();
const { signedIn, calls, errorOf = () => null, shownError = () => null } = await connect();

/** Makes the call and reports, as soon as it settles, what the app can know of it. */
window.signOut = async () => {
  const startedAt = performance.now();
  const report = (settled, told) =>
    window.report({ settled, told, ms: performance.now() - startedAt });
  try {
    report('resolved', errorOf(await calls[call]()));
  } catch (error) {
    report('rejected', `${error.name}: ${error.message}`);
  }
  setTimeout(() => report('rendered', shownError()), 200);
};
document.title = signedIn ? 'signed in' : 'signed out';
