/** How an app client of the pool behaves. */
export interface ClientOptions {
  /** Token revocation: without it tokens carry no `origin_jti` and RevokeToken is refused. @default true */
  revocation?: boolean;
  /** How long access and ID tokens last. @default 3600 */
  accessTokenSeconds?: number;
  /** How long refresh tokens last. @default 2592000 */
  refreshTokenSeconds?: number;
  /** Whether each refresh brings a new refresh token and ends the old one. @default false */
  rotation?: boolean;
  /** The access token's `scope` claim. @default 'aws.cognito.signin.user.admin' */
  scope?: string;
}
