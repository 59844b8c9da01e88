import type { ResourcesConfig } from 'aws-amplify';

/** What a test gives the page at every load: a query would not survive the way through the managed login. */
export interface PageSettings {
  config: ResourcesConfig;
  /** What its home is shown in. */
  gate: 'SignedIn' | 'AuthenticatorShell';
  /** Where its buttons lead. */
  redirectUrl?: string;
}
