import { type Refusal, refusals } from '../../test/cognito/refusals';

/** One way that Cognito may answer; rejects where no answer comes. */
export interface Answer {
  label: string;
  respond(signal: AbortSignal | null | undefined): Promise<Response>;
}

const json = (status: number, body: object) => async () =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  });

const refuses = ({ status, errorName, message }: Refusal) => ({
  label: `${status} ${errorName}: ${message}`,
  respond: json(status, { __type: errorName, message }),
});

const dies = async () => {
  throw new TypeError('Failed to fetch');
};

const shared = {
  fine: { label: '200, done', respond: json(200, {}) },
  throttled: refuses(refusals.throttled),
  broken: refuses(refusals.broken),
  silent: {
    label: 'nothing: it never answers',
    respond: (signal: AbortSignal | null | undefined) =>
      new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  },
  dies: { label: 'nothing: the connection dies', respond: dies },
  offline: { label: 'nothing: the browser is offline', respond: dies },
};

/** What each operation can be answered. */
export const answers = {
  GlobalSignOut: {
    ...shared,
    revoked: refuses(refusals.accessTokenRevoked),
    missingScope: refuses(refusals.scopeMissing),
    blocked: { label: '403, from a firewall', respond: json(403, {}) },
  },
  RevokeToken: {
    ...shared,
    disabled: refuses(refusals.revocationDisabled),
    blocked: { label: '403, from a firewall', respond: json(403, {}) },
  },
} satisfies Record<string, Record<string, Answer>>;

export type Operation = keyof typeof answers;
