import type { User } from 'cognito-local/lib/services/userPoolService';
import { Refused } from '../cognito/refusals';
import type { OperationInput, OperationsInput } from './operations';
import { SrpSignIn } from './SrpSignIn';

type SignInsInput = Pick<OperationsInput, 'base' | 'context' | 'users'>;

/** The ways to sign in: a password sent, or a password proven. */
export function signIns({ base, context, users }: SignInsInput) {
  const challenged = new Map<string, SrpSignIn>();

  async function enabledUser(username = ''): Promise<User | null> {
    const user = await users.getUserByUsername(context, username);
    if (user && !user.Enabled) throw new Refused('userDisabled');
    return user;
  }

  async function withPassword(input: OperationInput): Promise<object> {
    const user = await enabledUser(input.AuthParameters?.USERNAME);
    if (!user || user.Password !== input.AuthParameters?.PASSWORD)
      throw new Refused('passwordIncorrect');
    return base('InitiateAuth')(context, { ...input, AuthFlow: 'USER_PASSWORD_AUTH' });
  }

  async function challenge({ USERNAME = '', SRP_A = '0' }: Record<string, string>) {
    const user = await enabledUser(USERNAME);
    const [, poolName = ''] = users.options.Id.split('_');
    // Someone who doesn't exist is challenged like anyone else, and refused later.
    const password = user?.Password ?? '';
    const srp = new SrpSignIn(poolName, user?.Username ?? USERNAME, password, BigInt(`0x${SRP_A}`));
    challenged.set(srp.secretBlock, srp);
    return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: srp.challengeParameters };
  }

  async function verify(input: OperationInput): Promise<object> {
    const answers = input.ChallengeResponses ?? {};
    const secretBlock = answers.PASSWORD_CLAIM_SECRET_BLOCK ?? '';
    const timestamp = answers.TIMESTAMP ?? '';
    const signature = answers.PASSWORD_CLAIM_SIGNATURE ?? '';
    const srp = challenged.get(secretBlock);
    challenged.delete(secretBlock);
    if (!srp?.accepts({ secretBlock, timestamp, signature }))
      throw new Refused('passwordIncorrect');
    const user = await users.getUserByUsername(context, srp.userId);
    if (!user) throw new Refused('passwordIncorrect');
    // The password is proven: what else a sign-in may ask for is the same in both flows.
    const AuthParameters = { USERNAME: user.Username, PASSWORD: user.Password };
    return withPassword({ ...input, AuthParameters });
  }

  return { withPassword, challenge, verify };
}
