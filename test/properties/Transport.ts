import { refusals } from '../cognito/refusals';
import { type Actor, actor } from './actors';
import { type Cognito, type Reply, replyOf } from './Cognito';
import { elapsed } from './virtualClock';

/** What becomes of one request. */
export interface Answer {
  /**
   * `lost`: performed, then the connection dies. `unheard` never arrives and `muted` is performed, both without a
   * word. `stalls` sends headers and no body. `garbage` is a proxy's 200 and `blank` one without a body; nothing was
   * performed. `answersEmpty` is Cognito's own yes without a body, as AWS documents it.
   */
  how:
    | 'answers'
    | 'answersEmpty'
    | 'throttles'
    | 'fails'
    | 'forbids'
    | 'reset'
    | 'lost'
    | 'unheard'
    | 'muted'
    | 'stalls'
    | 'garbage'
    | 'blank';
  /** Until it arrives at the server, and until the answer is back. */
  thereMs: number;
  backMs: number;
}

/** One request, and what the server and the network made of it. */
export interface RequestRecord {
  readonly at: number;
  readonly actor: Actor;
  /** Whether it is the kit's, in whoever's name, and not Amplify's own. */
  readonly isKits: boolean;
  readonly operation: string;
  readonly input: Record<string, string>;
  readonly how: Answer['how'];
  /** The tokens that the device held when it left. */
  readonly stored: readonly string[];
  /** What the server did, where it did. */
  performed: Reply | null;
  /** What the client was told, where it was. */
  delivered: Reply | null;
  deliveredAt: number | null;
  /** When the client gave up waiting, where it did. */
  abortedAt: number | null;
}

const refused: Partial<Record<Answer['how'], Reply>> = {
  throttles: replyOf(refusals.throttled),
  fails: replyOf(refusals.broken),
  forbids: replyOf(refusals.forbidden),
};

const prompt: Answer = { how: 'answers', thereMs: 10, backMs: 10 };
const performing = new Set<Answer['how']>(['answers', 'answersEmpty', 'lost', 'muted', 'stalls']);

/** Stands where `fetch` is, between the device and the user pool. */
export class Transport {
  readonly requests: RequestRecord[] = [];
  /** How long the refusals of the app's next refreshes take to arrive: somebody has revoked the session. */
  readonly lateRefusals: number[] = [];
  #hangUp: (() => void)[] = [];
  #isClosed = false;

  constructor(
    readonly cognito: Cognito,
    readonly answers: readonly Answer[],
    readonly stored: () => readonly string[],
  ) {}

  readonly fetch = (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    const { signal } = init;
    // Nothing leaves.
    if (signal?.aborted) return Promise.reject(signal.reason);
    const headers = new Headers(init.headers);
    const operation = headers.get('x-amz-target')?.split('.')[1] ?? '';
    const isKits = !headers.has('x-amz-user-agent');
    const isRefresh = !isKits && operation === 'GetTokensFromRefreshToken';
    const refusedAfterMs = isRefresh ? this.lateRefusals.shift() : undefined;
    const answer = this.answers[this.requests.length] ?? prompt;
    const { how, thereMs, backMs }: Answer =
      refusedAfterMs === undefined
        ? answer
        : { how: 'answers', thereMs: answer.thereMs, backMs: refusedAfterMs };
    const request: RequestRecord = {
      at: elapsed(),
      actor: actor(),
      isKits,
      operation,
      input: JSON.parse(String(init.body)),
      how,
      stored: this.stored(),
      performed: null,
      delivered: null,
      deliveredAt: null,
      abortedAt: null,
    };
    this.requests.push(request);
    if (this.#isClosed) return Promise.reject(new TypeError('Failed to fetch'));
    return new Promise((resolve, reject) => {
      const die = () => reject(new TypeError('Failed to fetch'));
      const onAbort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
      signal?.addEventListener('abort', () => {
        request.abortedAt = elapsed();
        onAbort();
      });
      this.#hangUp.push(die);
      // Whoever gave up waiting does not take back what was sent.
      setTimeout(() => {
        if (refusedAfterMs !== undefined) {
          const refused = this.cognito.sessionOf(request.input.RefreshToken);
          this.cognito.end((session) => session === refused, 'elsewhere');
        }
        if (performing.has(how)) {
          request.performed = this.cognito.perform(operation, request.input, isKits);
        }
        if (how === 'unheard' || how === 'muted') return;
        setTimeout(() => {
          if (how === 'reset' || how === 'lost') return die();
          if (signal?.aborted) return;
          if (how === 'stalls') return resolve(this.#stalled(signal));
          request.delivered = refused[how] ?? request.performed;
          request.deliveredAt = elapsed();
          resolve(responding(how, request.delivered));
        }, backMs);
      }, thereMs);
    });
  };

  /** Hangs up on everybody, for good. */
  close(): void {
    this.#isClosed = true;
    for (const hangUp of this.#hangUp.splice(0)) hangUp();
  }

  #stalled(signal: AbortSignal | null | undefined): Response {
    const never = () =>
      new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        this.#hangUp.push(() => reject(new TypeError('terminated')));
      });
    return Object.assign(new Response(null), { text: never, json: never });
  }
}

function responding(how: Answer['how'], reply: Reply | null): Response {
  if (!reply) return new Response(how === 'blank' ? null : '<p>Welcome</p>');
  const { status, body } = reply;
  const isBare = how === 'answersEmpty' && status === 200 && Object.keys(body).length === 0;
  return isBare
    ? new Response(null, { headers: { 'content-type': 'application/x-amz-json-1.1' } })
    : new Response(JSON.stringify(body), { status });
}
