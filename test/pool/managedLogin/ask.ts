import { request } from 'node:https';
import { textOf } from '../textOf';
import type { ManagedLogin } from './startManagedLogin';

export interface Reply {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** Where it leads to. */
  location: URL | null;
  /** The cookie that came with it, as a browser would send it back. */
  cookie: string | null;
}

interface Question {
  method?: string;
  form?: Record<string, string>;
  cookie?: string | null;
  headers?: Record<string, string>;
}

/** One request to a managed login, as the host that it is and with its certificate checked. */
export async function ask(
  login: ManagedLogin,
  path: string,
  { form, method = form ? 'POST' : 'GET', cookie, headers }: Question = {},
): Promise<Reply> {
  const response = await new Promise<Parameters<typeof textOf>[0]>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: login.port,
      servername: login.domain,
      ca: login.certificate.cert,
      agent: false,
      method,
      headers: { host: login.domain, ...(cookie && { cookie }), ...headers },
    };
    request({ ...options, path }, resolve)
      .on('error', reject)
      .end(form && String(new URLSearchParams(form)));
  });
  const { location } = response.headers;
  return {
    status: response.statusCode,
    headers: response.headers,
    text: await textOf(response),
    location: location ? new URL(location, `https://${login.domain}`) : null,
    cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? null,
  };
}
