import { getGlobalContext, hasGlobalContext } from '@aws-amplify/core';
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import type { AppClient } from '../session/AppClient';
import { endpointOf, type UserPoolConfig } from '../session/UserPoolConfig';
import { currentStorage } from './currentStorage';
import { namesIn } from './namesIn';

/** What of the app's Amplify configuration a sign-out needs. */
export interface Configuration extends AppClient {
  readonly cognito: UserPoolConfig;
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
  const { authTokenStore, tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const storage = currentStorage();
  return {
    cognito,
    clientId: cognito.userPoolClientId,
    endpoint: endpointOf(cognito),
    storage,
    names: () => namesIn(storage),
    headers: async () => (await auth?.headers?.()) ?? {},
    async refreshDetails(username) {
      const [device, ClientMetadata] = await Promise.all([
        authTokenStore.getDeviceMetadata(username),
        tokenOrchestrator.clientMetadataProvider?.(),
      ]);
      return {
        ...(device?.deviceKey && { DeviceKey: device.deviceKey }),
        ...(ClientMetadata && { ClientMetadata }),
      };
    },
  };
}
