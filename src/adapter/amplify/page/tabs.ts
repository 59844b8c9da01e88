import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { SignedOutBy } from '../../AuthAdapter';
import { registry } from './registry';

/** What one tab tells the others of a session that has ended: a hint, without anything of a token. */
export interface Word {
  readonly clientId: string | undefined;
  readonly userId: string | null;
  readonly by: SignedOutBy;
  /** What the person was told there. */
  readonly outcome?: SignOutOutcome;
}

const name = 'amplify-signoff';
const hasTabs = () => typeof document !== 'undefined' && typeof BroadcastChannel !== 'undefined';

export function tellTabs(word: Word): void {
  if (!hasTabs()) return;
  const channel = new BroadcastChannel(name);
  channel.postMessage({ ...word, page: registry().id });
  channel.close();
}

/** Calls back with what other tabs tell, unless the page is hidden: a channel would keep it from being come back to. */
export function listenToTabs(callback: (word: Word) => void): () => void {
  if (!hasTabs()) return () => {};
  let channel: BroadcastChannel | null = null;
  const open = () => {
    channel ??= new BroadcastChannel(name);
    channel.onmessage = ({ data }) => {
      if (data?.page !== registry().id) callback(data);
    };
  };
  const close = () => {
    channel?.close();
    channel = null;
  };
  const { window } = globalThis;
  open();
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', open);
  return () => {
    close();
    window.removeEventListener('pagehide', close);
    window.removeEventListener('pageshow', open);
  };
}
