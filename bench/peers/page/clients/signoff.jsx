import { AuthProvider, useAuth, useSignOut } from '../../../../dist/index.js';
import { renderHook } from '../renderHook.jsx';
import { configure } from './amplify.jsx';

export async function connect() {
  configure();
  const { signedIn, current } = await renderHook(
    (probe) => <AuthProvider onOutcome={() => {}}>{probe}</AuthProvider>,
    () => ({ ...useAuth(), hook: useSignOut() }),
    ({ status }) => (status === 'configuring' ? undefined : status === 'authenticated'),
  );
  return {
    signedIn,
    calls: {
      'signOut()': () => current().hook.signOut(),
      'signOut({ global: true })': () => current().hook.signOut({ global: true }),
    },
    errorOf: ({ status, failures }) =>
      status === 'complete'
        ? null
        : `${status}: ${failures.map(({ step, reason }) => `${step}/${reason}`).join(', ')}`,
  };
}
