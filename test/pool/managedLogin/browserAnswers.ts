import type { Answer } from '../answer';
import { errorPage } from './pages';

export function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

export function refusal(reason: string): Answer {
  return html(400, errorPage(reason));
}

export function html(status: number, body: string): Answer {
  const headers = { 'content-type': 'text/html;charset=UTF-8', 'cache-control': 'no-store' };
  return { status, headers, body };
}

/** The token endpoint alone answers other origins: all others are for the browser itself to visit. */
export function json(status: number, body: object): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    },
    body: JSON.stringify(body),
  };
}

export function withCookie(answer: Answer, value: string, seconds: number): Answer {
  const cookie = `cognito=${value}; Max-Age=${seconds}; Path=/; Secure; HttpOnly; SameSite=Lax`;
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}
