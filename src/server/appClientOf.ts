import type { AppClient } from '../adapter/amplify/session/AppClient';
import { clientKey } from '../adapter/amplify/session/storedSession';
import { endpointOf, type UserPoolConfig } from '../adapter/amplify/session/UserPoolConfig';
import type { CookieJar } from './createCookieJar';

/** The app client whose tokens lie in a request's cookies. */
export function appClientOf(cognito: UserPoolConfig, { storage, names }: CookieJar): AppClient {
  const clientId = cognito.userPoolClientId;
  return {
    clientId,
    endpoint: endpointOf(cognito),
    storage,
    names,
    headers: async () => ({}),
    async refreshDetails(username) {
      const DeviceKey = await storage.getItem(clientKey({ clientId }, `${username}.deviceKey`));
      return DeviceKey ? { DeviceKey } : {};
    },
  };
}
