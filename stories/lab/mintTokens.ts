import { adminScope } from '../../test/cognito/sessions';
import { claimsOf, unsigned } from '../../test/cognito/tokens';

const hour = 60 * 60;

/** What Cognito hands out at a sign-in, but for the signature. */
export function mintTokens() {
  const now = Math.floor(Date.now() / 1000);
  const { access, id } = claimsOf({
    sub: '6f1e0c1a-book',
    username: 'ana',
    name: 'Ana Example',
    originJti: crypto.randomUUID(),
    authTime: now,
    iat: now,
    seconds: hour,
    scope: adminScope,
  });
  return {
    AccessToken: unsigned(access),
    IdToken: unsigned(id),
    RefreshToken: crypto.randomUUID(),
    ExpiresIn: hour,
    TokenType: 'Bearer',
  };
}
