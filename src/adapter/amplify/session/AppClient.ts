import type { KeyValueStorageInterface } from '@aws-amplify/core';

/** An app client of a user pool, and where its tokens lie: in a browser's storage, or in the cookies of a request. */
export interface AppClient {
  readonly clientId: string;
  /** The user pool's URL. */
  readonly endpoint: string;
  readonly storage: Omit<KeyValueStorageInterface, 'clear'>;
  /** The names of everything that the storage holds; none where it can't be searched. */
  names(): string[];
  /** The app's own headers for Cognito. */
  headers(): Promise<Record<string, string>>;
  /** What Cognito wants to know for a refresh besides the token. */
  refreshDetails(username: string): Promise<{ DeviceKey?: string; ClientMetadata?: object }>;
}
