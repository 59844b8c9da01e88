import type { AuthEvent, AuthUser } from '../adapter/AuthAdapter';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { Store } from './createStore';
import type { SignOutOptions, SignOutState } from './signOutState';

export interface SignOutFlow extends Pick<Store<SignOutState>, 'get' | 'subscribe'> {
  signOut(options?: SignOutOptions | null, button?: string | null): Promise<SignOutOutcome>;
  retry(): Promise<SignOutOutcome>;
  /** Goes on to the managed login's `/logout`, where it was left out. */
  finish(): void;
  dismiss(): void;
  /** Puts away what is nothing to whoever is signed in now. `before` is who was. */
  handle(event: AuthEvent, before?: AuthUser | null): void;
  /**
   * Carries what is shown from page load to page load, and from provider to provider; returns what stops that. May be
   * called again after it. Whoever can show an outcome takes it first.
   */
  connect(canShow?: () => boolean): () => void;
  /** Shows what nobody on the page shows, where this provider has come to be able to. */
  claimBack(): void;
}
