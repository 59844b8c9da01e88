import { parseAmplifyConfig } from 'aws-amplify/utils';
import { withDefaults } from '../adapter/amplify/AmplifyAdapterOptions';
import { lacksAdminScope } from '../adapter/amplify/session/Session';
import { findSessions, readSignedIn } from '../adapter/amplify/session/storedSession';
import { userOf } from '../adapter/amplify/session/userOf';
import { broken } from '../adapter/amplify/signOut/broken';
import { redirectProblem } from '../adapter/amplify/signOut/whereTo';
import { createWarn } from '../adapter/createWarn';
import { signOutFailure } from '../outcome/SignOutFailure';
import { failedSignOut } from '../outcome/SignOutOutcome';
import { answer } from './answer';
import { appClientOf } from './appClientOf';
import { createCookieJar } from './createCookieJar';
import { createOrigins } from './createOrigins';
import { createSeal } from './createSeal';
import { endSession } from './endSession';
import { readBody } from './readBody';
import type { SignOutRoute } from './SignOutRoute';
import type { SignOutRouteOptions } from './SignOutRouteOptions';

const noUserPool =
  'createSignOutRoute: the config has no user pool, so nobody can be signed out. Give it what createServerRunner was given, with Auth.Cognito.userPoolId and userPoolClientId.';
const noSecret =
  'createSignOutRoute has no secret, so a sign-out that was not confirmed can’t be tried again. Give it one: openssl rand -base64 32.';

/**
 * Signs out whoever keeps their tokens in cookies that JavaScript can't see: the handlers of a route, for whatever speaks the
 * web's Request and Response. Throws a RangeError for a time that no timer can keep or a secret that is too short, and a
 * TypeError for an origin that is none.
 */
export function createSignOutRoute(given: SignOutRouteOptions): SignOutRoute {
  const { secret, clearSiteData = false } = given;
  const cookies = given.cookies ?? {};
  const options = withDefaults(
    { ...given, onGlobalFailure: 'signOutLocally' },
    'createSignOutRoute',
  );
  const origins = createOrigins(given.origins);
  const seal = secret ? createSeal(secret) : null;
  const report = createWarn();
  const cognito = userPoolOf(given);

  return {
    async GET({ headers }) {
      if (!cognito) report(noUserPool);
      const client = cognito && appClientOf(cognito, createCookieJar(headers.get('cookie')));
      const session = client && (await readSignedIn(client));
      const found = client ? await findSessions(client, []) : [];
      const user = session && userOf(session);
      const held = found.map((it) => userOf(it)?.userId ?? null);
      return answer({
        user,
        canSignOutGlobally: !session || !lacksAdminScope(session),
        ...(held.some((id) => id !== user?.userId) && { held }),
      });
    },
    async POST(request) {
      if (!origins.admit(request)) {
        const error = 'Only a page of this origin may sign out.';
        return answer({ error }, 403);
      }
      const body = await readBody(request);
      if (typeof body === 'string') return answer({ error: body }, 400);
      const isOwn = (url: string) => origins.isOwn(url, request);
      const problem = cognito ? redirectProblem(cognito, body.redirectUrl, isOwn) : noUserPool;
      if (!seal) report(noSecret);
      if (problem) report(problem);
      if (!cognito || problem) {
        const failure = signOutFailure('prepare', 'misconfigured');
        return answer({ outcome: failedSignOut(body.scope, 'notEnded', failure) });
      }
      const route = { cognito, options, seal, cookies, clearSiteData, isOwn, warn: report };
      return endSession(route, request, body).catch((error) =>
        answer({ outcome: broken(body, error) }),
      );
    },
  };
}

function userPoolOf({ config }: SignOutRouteOptions) {
  const cognito = config && parseAmplifyConfig(config).Auth?.Cognito;
  return cognito?.userPoolId && cognito.userPoolClientId ? cognito : null;
}
