import { Amplify } from 'aws-amplify';
import { signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { MemoryStorage } from '../../test/storages/MemoryStorage';
import { type Answer, answers, type Operation } from './answers';
import { mintTokens } from './mintTokens';

/** One request as the list shows it; there is never a token in it. */
export interface Heard {
  id: number;
  at: Date;
  operation: string;
  /** Null while it is unanswered. */
  answered: string | null;
}

interface State {
  requests: readonly Heard[];
  answers: { [O in Operation]: keyof (typeof answers)[O] };
  /** Whether the browser's storage refuses to delete. */
  isStorageStuck: boolean;
}

const endpoint = 'https://cognito-idp.eu-central-1.amazonaws.com/';

/** Stands between the real Amplify and the network: answers what was chosen, and writes down what was asked. */
class FakeCognito {
  #state: State = {
    requests: [],
    answers: { GlobalSignOut: 'fine', RevokeToken: 'fine' },
    isStorageStuck: false,
  };
  #listeners = new Set<() => void>();
  #stop: (() => void) | null = null;

  get = () => this.#state;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(change: Partial<State>) {
    const wasOffline = this.#isOffline();
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
    if (wasOffline && !this.#isOffline()) window.dispatchEvent(new Event('online'));
  }

  /** Takes the place of the network, with someone signed in. Started again, it goes on. */
  async start(): Promise<() => void> {
    if (this.#stop) return this.#stop;
    const { fetch } = window;
    this.set({
      requests: [],
      answers: { GlobalSignOut: 'fine', RevokeToken: 'fine' },
      isStorageStuck: false,
    });
    window.fetch = (input, init) =>
      String(input).startsWith(endpoint) ? this.#answer(init) : fetch(input, init);
    Object.defineProperty(navigator, 'onLine', {
      get: () => !this.#isOffline(),
      configurable: true,
    });
    this.#stop = () => {
      window.fetch = fetch;
      Reflect.deleteProperty(navigator, 'onLine');
      this.#stop = null;
    };
    Amplify.configure({
      Auth: { Cognito: { userPoolId: 'eu-central-1_book', userPoolClientId: 'book' } },
    });
    // What the page before has left is another story.
    window.sessionStorage.clear();
    const storage = new MemoryStorage();
    storage.removeItem = async (key) =>
      void (this.#state.isStorageStuck || storage.items.delete(key));
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    await this.signIn();
    return this.#stop;
  }

  signIn = () =>
    signIn({
      username: 'ana',
      password: 'any will do',
      options: { authFlowType: 'USER_PASSWORD_AUTH' },
    });

  #isOffline = () => Object.values(this.#state.answers).includes('offline');

  async #answer(init: RequestInit | undefined): Promise<Response> {
    const target = new Headers(init?.headers).get('x-amz-target') ?? '';
    const operation = target.slice(target.indexOf('.') + 1);
    const id = this.#state.requests.length + 1;
    this.set({
      requests: [...this.#state.requests, { id, at: new Date(), operation, answered: null }],
    });
    const answer = this.#answerTo(operation);
    const answered = (label: string) =>
      this.set({
        requests: this.#state.requests.map((heard) =>
          heard.id === id ? { ...heard, answered: label } : heard,
        ),
      });
    try {
      const response = await answer.respond(init?.signal);
      answered(answer.label);
      return response;
    } catch (error) {
      answered(answer.label);
      throw error;
    }
  }

  #answerTo(operation: string): Answer {
    if (operation === 'GlobalSignOut' || operation === 'RevokeToken') {
      const { [operation]: choice } = this.#state.answers;
      return (answers[operation] as Record<string, Answer>)[choice] ?? answers[operation].fine;
    }
    const body =
      operation === 'GetUser'
        ? { Username: 'ana', UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }
        : { ChallengeParameters: {}, AuthenticationResult: mintTokens() };
    return { label: '200, done', respond: async () => new Response(JSON.stringify(body)) };
  }
}

export const fakeCognito = new FakeCognito();
