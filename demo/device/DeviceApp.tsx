import { settings } from 'virtual:demo-settings';
import { AuthenticatorShell, AuthProvider } from '../../src';
import { Account } from './Account';
import { SignInHeader } from './SignInHeader';
import { useReport } from './useReport';

const formFields = {
  signIn: {
    username: { defaultValue: settings.user.username },
    password: { defaultValue: settings.user.password },
  },
};

/** The pool has no mail to send a code with, so nobody is offered a new password. */
const components = { Header: SignInHeader, SignIn: { Footer: () => null } };

/** The app on each device: the kit as any app would use it. */
export function DeviceApp() {
  return (
    <AuthProvider>
      <Screen />
    </AuthProvider>
  );
}

function Screen() {
  useReport();
  return (
    <main className="device">
      <AuthenticatorShell hideSignUp formFields={formFields} components={components}>
        <Account />
      </AuthenticatorShell>
    </main>
  );
}
