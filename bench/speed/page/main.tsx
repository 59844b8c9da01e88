import { Authenticator } from '@aws-amplify/ui-react';
import { Amplify } from 'aws-amplify';
import { signOut } from 'aws-amplify/auth';
import { createRoot } from 'react-dom/client';
import { AuthenticatorShell, AuthProvider, SignOutButton } from '../../../src';

const query = new URLSearchParams(location.search);
const global = query.get('scope') === 'global';
Amplify.configure(JSON.parse(query.get('config') ?? '{}'));

/** What a click came to, in milliseconds after it. */
export interface Measured {
  settledMs: number | null;
  treeMs: number | null;
  /** Whether the words of an outcome are on the page. */
  isTold: boolean;
}

let settle = () => {};
const settled = new Promise<void>((resolve) => {
  settle = resolve;
});

function Kit() {
  return (
    <AuthProvider onOutcome={settle}>
      <AuthenticatorShell accountBar={null}>
        <SignOutButton global={global} data-testid="leave" />
      </AuthenticatorShell>
    </AuthProvider>
  );
}

function Plain() {
  return (
    <Authenticator>
      <button type="button" data-testid="leave" onClick={() => signOut({ global }).then(settle)}>
        Sign out
      </button>
    </Authenticator>
  );
}

const signInForm = () => document.querySelector('input[name="username"]');

function whenSignedOut() {
  return new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!signInForm()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

Object.assign(window, {
  async measure(longestMs: number): Promise<Measured> {
    const signedOut = whenSignedOut();
    const clickedAt = performance.now();
    const timed = (event: Promise<void>) =>
      Promise.race([
        event.then(() => performance.now() - clickedAt),
        new Promise<null>((resolve) => setTimeout(() => resolve(null), longestMs)),
      ]);
    const both = Promise.all([timed(settled), timed(signedOut)]);
    document.querySelector<HTMLElement>('[data-testid="leave"]')?.click();
    const [settledMs, treeMs] = await both;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { settledMs, treeMs, isTold: document.querySelector('[data-part="notice"]') !== null };
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(query.get('kind') === 'kit' ? <Kit /> : <Plain />);
