import type { AuthAdapter } from '../../adapter/AuthAdapter';

/** What the checks need of an adapter's surroundings. */
export interface AdapterStage {
  /** The adapter, with nobody signed in. */
  readonly adapter: AuthAdapter;
  /** Signs someone in as the app does, without the adapter; the second time somebody else. */
  signIn(): Promise<void>;
  /** Ends the session without the adapter, as another tab does. */
  endElsewhere(): Promise<void>;
  /** From now on the service is too busy to end any session, or no longer. */
  setBusy(isBusy: boolean): void;
}

/**
 * Makes a stage of its own for each check. `canSignOutGlobally: false` asks for sessions that can't end the others, from an
 * adapter that knows of any.
 */
export type SetUpStage = (options?: { canSignOutGlobally?: boolean }) => Promise<AdapterStage>;

/** Rejects with what the adapter does not keep to. */
export type AdapterCheck = (setUp: SetUpStage) => Promise<void>;
