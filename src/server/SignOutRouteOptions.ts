import type { CookieStorage } from 'aws-amplify/adapter-core';
import type { parseAmplifyConfig } from 'aws-amplify/utils';
import type { AmplifyAdapterOptions } from '../adapter/amplify/AmplifyAdapterOptions';

/** What `createServerRunner` takes as `runtimeOptions.cookies`. */
export type CookieAttributes = Pick<
  CookieStorage.SetCookieOptions,
  'domain' | 'expires' | 'maxAge' | 'sameSite'
>;

export interface SignOutRouteOptions
  extends Pick<AmplifyAdapterOptions, 'attemptTimeoutMs' | 'deadlineMs' | 'retainMs'> {
  /** What `createServerRunner` was given: a ResourcesConfig, or the contents of `amplify_outputs.json`. */
  config: Parameters<typeof parseAmplifyConfig>[0];
  /** What `createServerRunner` was given as `runtimeOptions.cookies`, so that each cookie is removed as it was set. */
  cookies?: CookieAttributes | undefined;
  /** Seals what a retry needs: 32 characters at least, random, the same on every server. Without it no retry is offered. */
  secret?: string | undefined;
  /** The app's own origins, `https://app.example` say. @default AMPLIFY_APP_ORIGIN, else what the Host header names */
  origins?: readonly string[] | undefined;
  /** Whether the browser is to drop all that the origin stores, once all is confirmed and nobody is signed in. @default false */
  clearSiteData?: boolean | undefined;
}
