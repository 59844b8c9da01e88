import { adminScope } from '../../test/cognito/sessions';
import { claimsOf, unsigned } from '../../test/cognito/tokens';

const hour = 60 * 60;

/** What Cognito hands out at a sign-in, but for the signature. */
export function mintTokens() {
  const now = Math.floor(Date.now() / 1000);
  const { access, id } = claimsOf('ana', adminScope, {
    sub: '6f1e0c1a-book',
    origin_jti: crypto.randomUUID(),
    auth_time: now,
    iat: now,
    exp: now + hour,
  });
  return {
    AccessToken: unsigned(access),
    IdToken: unsigned({ ...id, name: 'Ana Example' }),
    RefreshToken: crypto.randomUUID(),
    ExpiresIn: hour,
    TokenType: 'Bearer',
  };
}
