import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import type { UserPool } from '../pool/startUserPool';
import { MemoryStorage } from '../storages/MemoryStorage';

/** A browser of its own, as far as Amplify can tell: a storage that Amplify reads while the device is in use. */
export class Device extends MemoryStorage {
  constructor(
    readonly pool: UserPool,
    readonly clientId = pool.clientId,
  ) {
    super();
  }

  use(): this {
    Amplify.configure(this.pool.amplifyConfig(this.clientId));
    cognitoUserPoolsTokenProvider.setKeyValueStorage(this);
    return this;
  }

  async signIn(username: string, password: string): Promise<this> {
    this.use();
    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
    await signIn({ username, password, options });
    return this;
  }

  /** Whether Cognito still renews this device's session. */
  async refreshes(): Promise<boolean> {
    this.use();
    try {
      const { tokens } = await fetchAuthSession({ forceRefresh: true });
      return tokens !== undefined;
    } catch {
      return false;
    }
  }

  /** The names of the token keys that are stored. */
  get tokenKeys(): string[] {
    return [...this.items.keys()].filter((key) =>
      /\.(accessToken|idToken|refreshToken)$/.test(key),
    );
  }

  /** Every token that is stored. */
  get tokens(): string[] {
    return this.tokenKeys.map((key) => this.items.get(key) ?? '');
  }
}
