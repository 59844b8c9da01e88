// Whom the bench compares, the calls that it makes, and what the documentation of each says of it.
import { auth0 } from './services/auth0.mjs';
import { betterAuth } from './services/betterAuth.mjs';
import { clerk } from './services/clerk.mjs';
import { cognito } from './services/cognito.mjs';
import { oidc } from './services/oidc.mjs';
import { supabase } from './services/supabase.mjs';

const amplifyDocs =
  'https://docs.amplify.aws/react/build-a-backend/auth/connect-your-frontend/sign-out';

export const peers = [
  {
    client: 'amplify',
    package: 'aws-amplify',
    ...cognito,
    calls: [
      {
        inShort: true,
        name: 'signOut()',
        says: '“Sign a user out of your application.”',
        claims: false,
        source: amplifyDocs,
      },
      {
        inShort: true,
        name: 'signOut({ global: true })',
        says: '“sign out users from all devices […] invalidate all refresh tokens issued to a user”',
        claims: true,
        source: amplifyDocs,
      },
    ],
  },
  {
    client: 'signoff',
    ours: true,
    package: 'amplify-signoff',
    ...cognito,
    calls: [
      {
        inShort: true,
        name: 'signOut()',
        says: 'this browser holds nothing of the session, and its refresh token is revoked',
        claims: true,
        source: 'docs/guides/reference.md',
      },
      {
        inShort: true,
        name: 'signOut({ global: true })',
        says: 'besides, Cognito confirmed GlobalSignOut',
        claims: true,
        source: 'docs/guides/reference.md',
      },
    ],
  },
  {
    client: 'clerk',
    package: '@clerk/react',
    also: ['@clerk/clerk-js'],
    ...clerk,
    calls: [
      {
        inShort: true,
        name: 'signOut()',
        says: '“signs a user out of all sessions in a multi-session application, or only the current session in a single-session context”; other devices “will remain active”',
        claims: true,
        source: 'https://clerk.com/docs/guides/development/custom-flows/authentication/sign-out',
      },
    ],
  },
  {
    client: 'betterAuth',
    package: 'better-auth',
    ...betterAuth,
    calls: [
      {
        inShort: true,
        name: 'signOut()',
        says: '“When a user signs out of a device, the session is automatically ended.”',
        claims: true,
        source: 'https://better-auth.com/docs/concepts/session-management',
      },
      {
        name: 'revokeSessions()',
        says: '“To revoke all sessions, you can use the revokeSessions function.”',
        claims: true,
        source: 'https://better-auth.com/docs/concepts/session-management',
      },
    ],
  },
  {
    client: 'supabase',
    package: '@supabase/auth-js',
    ...supabase,
    calls: [
      {
        inShort: true,
        name: 'signOut()',
        says: '“signs out the user on every device they are signed in on”',
        claims: true,
        source: 'its own docstring',
      },
      {
        name: "signOut({ scope: 'local' })",
        says: '“only sign out the current session”; “Supabase revokes the refresh token”',
        claims: true,
        source: 'its own docstring',
      },
    ],
  },
  {
    client: 'auth0',
    package: '@auth0/auth0-react',
    also: ['@auth0/auth0-spa-js'],
    ...auth0,
    calls: [
      {
        inShort: true,
        name: 'logout()',
        says: '“Clears the application session and performs a redirect to `/v2/logout` […] to clear the Auth0 session.”',
        claims: false,
        source: 'its own docstring',
      },
      {
        name: 'revokeRefreshToken()',
        says: '“Revokes the refresh token using the `/oauth/revoke` endpoint.”',
        claims: true,
        source: 'its own docstring',
      },
    ],
  },
  {
    client: 'oidc',
    package: 'react-oidc-context',
    also: ['oidc-client-ts'],
    ...oidc,
    calls: [
      {
        name: 'signoutRedirect()',
        says: '“Trigger a redirect of the current window to the end session endpoint.”',
        claims: false,
        source: 'its own docstring',
      },
      {
        inShort: true,
        name: 'signoutRedirect(), with revokeTokensOnSignout',
        says: '“Will invoke the revocation endpoint on signout”',
        claims: true,
        source: 'its own docstring',
      },
    ],
  },
];
