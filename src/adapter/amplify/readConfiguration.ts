import {
  getGlobalContext,
  hasGlobalContext,
  type KeyValueStorageInterface,
} from '@aws-amplify/core';
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';

type UserPoolConfig = Extract<
  NonNullable<ReturnType<typeof Amplify.getConfig>['Auth']>['Cognito'],
  { userPoolId: string }
>;

/** What of the app's Amplify configuration a sign-out needs. */
export interface Configuration {
  cognito: UserPoolConfig;
  /** The user pool's URL. */
  endpoint: string;
  storage: KeyValueStorageInterface;
  /** The app's own headers for Cognito, from `libraryOptions.Auth.headers`. */
  headers(): Promise<Record<string, string>>;
}

/** Reads Amplify's configuration as it is now, or says what is wrong with it. */
export function readConfiguration(): Configuration | { problem: string } {
  const context = hasGlobalContext() ? getGlobalContext() : undefined;
  const cognito = (context?.resourcesConfig ?? Amplify.getConfig()).Auth?.Cognito;
  if (!cognito?.userPoolId || !cognito.userPoolClientId) {
    return {
      problem:
        'Amplify has no user pool, so nobody can be signed out. Call Amplify.configure() with Auth.Cognito.userPoolId and userPoolClientId before the first sign-out.',
    };
  }
  const auth = context?.libraryOptions.Auth;
  if (auth?.tokenProvider && auth.tokenProvider !== cognitoUserPoolsTokenProvider) {
    return {
      problem:
        'Amplify was configured with a token provider of its own, whose tokens this adapter can neither revoke nor erase. Use cognitoUserPoolsTokenProvider, or give <AuthProvider> an adapter for your provider.',
    };
  }
  return {
    cognito,
    endpoint: cognito.userPoolEndpoint ?? userPoolUrl(cognito.userPoolId),
    storage: cognitoUserPoolsTokenProvider.authTokenStore.getKeyValueStorage(),
    headers: async () => (await auth?.headers?.()) ?? {},
  };
}

function userPoolUrl(userPoolId: string): string {
  const region = userPoolId.replace(/_.*/, '');
  return `https://cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}
