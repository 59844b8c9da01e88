/** What an app client may do at the managed login. */
export interface ManagedLoginClient {
  /** Where a sign-in may lead back to, to the letter. */
  callbackUrls: readonly string[];
  /** Where a sign-out may lead to, to the letter. */
  logoutUrls: readonly string[];
  /** @default every scope of Cognito's own */
  scopes?: readonly string[];
}

export const ownScopes = [
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
] as const;
