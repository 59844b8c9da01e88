import { AUTH_KEY_PREFIX } from 'aws-amplify/auth/cognito';
import type { AmplifyAdapterOptions } from '../adapter/amplify/AmplifyAdapterOptions';
import type { Session } from '../adapter/amplify/session/Session';
import type { UserPoolConfig } from '../adapter/amplify/session/UserPoolConfig';
import { signOut } from '../adapter/amplify/signOut/signOut';
import { answer } from './answer';
import { appClientOf } from './appClientOf';
import { createCookieJar } from './createCookieJar';
import { createRequestStage } from './createRequestStage';
import type { Seal } from './createSeal';
import { hiddenBehind } from './hiddenBehind';
import type { Body } from './readBody';
import type { CookieAttributes } from './SignOutRouteOptions';
import { signingOutCookie } from './signingOutCookie';

interface Route {
  readonly cognito: UserPoolConfig;
  readonly options: Required<AmplifyAdapterOptions>;
  readonly seal: Seal | null;
  readonly cookies: CookieAttributes;
  readonly clearSiteData: boolean;
  isOwn(url: string): boolean;
  warn(problem: string): void;
}

/** Ends the session of a request's cookies, or what a request before has left open, and answers with what that came to. */
export async function endSession(route: Route, request: Request, body: Body): Promise<Response> {
  const { cognito, seal, cookies, clearSiteData } = route;
  const { retry: sealed, userId, ...asked } = body;
  const audience = JSON.stringify([new URL(request.url).pathname, cognito.userPoolClientId]);
  const left = sealed === undefined ? undefined : ((await seal?.open(sealed, audience)) ?? null);
  if (left === null || (left?.scope === 'local' && body.scope === 'global'))
    return answer({ error: 'There is nothing to try again, or it is too late for that.' }, 400);

  const jar = createCookieJar(request.headers.get('cookie'));
  const client = appClientOf(cognito, jar);
  // Each retry is another click, and none makes the time longer; without a seal there is no time at all.
  const retainMs = !seal ? 0 : left ? left.until - Date.now() : route.options.retainMs;
  const options = { ...route.options, retainMs };
  // A sign-out everywhere ends the others too.
  const besides = (it: Session) => (body.scope === 'local' ? hiddenBehind(it, client, jar) : []);
  const stage = createRequestStage({
    ...route,
    client,
    options,
    left: left?.open ?? null,
    besides,
  });
  // Whoever is meant by a retry is sealed in it.
  const meant = !left && userId !== undefined ? { ...asked, userId } : asked;
  const first = await signOut(stage, meant);
  const { outcome, retry } = (await first.late) ?? first;

  const headers = new Headers();
  for (const cookie of jar.removals(cookies)) headers.append('set-cookie', cookie);
  const leaveTo = stage.leaveTo();
  const signingOut = leaveTo && signingOutCookie(leaveTo, cookies.domain);
  if (signingOut) headers.append('set-cookie', signingOut);
  // Another person's tokens may lie besides, or another app client's.
  const isOver = outcome.status === 'complete' && !jar.names().some(isToken);
  if (clearSiteData && isOver) headers.set('clear-site-data', '"storage"');
  const until = outcome.status === 'partial' ? outcome.retryUntil : null;
  return answer(
    {
      outcome,
      ...(seal &&
        retry &&
        until && {
          retry: await seal.close(
            { scope: outcome.scope, open: stage.open(), until: until.getTime() },
            audience,
          ),
        }),
      ...(leaveTo && { leaveTo }),
    },
    200,
    headers,
  );
}

const isToken = (name: string) => name.startsWith(`${AUTH_KEY_PREFIX}.`) && name.endsWith('Token');
