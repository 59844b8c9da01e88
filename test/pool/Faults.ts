/** An answer that isn't the pool's own. */
export interface AnswerFault {
  status: number;
  errorName?: string;
  message?: string;
  /** Sent as it is, instead of the JSON of name and message. */
  body?: string;
  headers?: Record<string, string>;
  /** Where the error's name is told. @default 'both' */
  errorIn?: 'header' | 'body' | 'both';
  /** Leaves the CORS headers off: a browser then sees a network error. */
  withoutCors?: boolean;
}

export type Fault = (
  | AnswerFault
  /** The connection is reset before any answer. */
  | { reset: true }
  /** The answer's head and half its body arrive, then the connection closes. */
  | { closeEarly: true }
  /** No answer ever comes, or its body never does. */
  | { silent: true | 'afterHeaders' }
  /** The answer is the pool's own, and late. */
  | { delayMs: number }
) & {
  /** The operation is performed first: only its answer is lost. @default false */
  after?: boolean;
  delayMs?: number;
};

export interface FaultOptions {
  /** How many calls it meets. @default Infinity */
  times?: number;
}

/** Which one meets a call, if any. */
export type Chosen = () => Fault | undefined;

interface Entry {
  operation: string;
  fault: Fault | Chosen;
  left: number;
}

/** The faults that wait for their calls. Counted ones go first, in the order they were set. */
export class Faults {
  #entries: Entry[] = [];

  add(
    operation: string,
    fault: Fault | Chosen,
    { times = Number.POSITIVE_INFINITY }: FaultOptions = {},
  ) {
    const lasting = times === Number.POSITIVE_INFINITY;
    if (lasting) this.#entries = this.#entries.filter((it) => !replaces(it, operation));
    this.#entries.push({ operation, fault, left: times });
  }

  take(operation: string): Fault | undefined {
    const fitting = this.#entries.filter(
      (it) => it.left > 0 && (it.operation === operation || it.operation === '*'),
    );
    const entry = fitting.find((it) => it.left !== Number.POSITIVE_INFINITY) ?? fitting.at(-1);
    if (entry) entry.left -= 1;
    return typeof entry?.fault === 'function' ? entry.fault() : entry?.fault;
  }

  clear(): void {
    this.#entries = [];
  }
}

function replaces(entry: Entry, operation: string): boolean {
  return entry.operation === operation && entry.left === Number.POSITIVE_INFINITY;
}
