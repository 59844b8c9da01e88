import { settings } from 'virtual:demo-settings';
import type { Fault } from '../../test/pool/Faults';

interface Answer {
  label: string;
  detail: string;
  fault: Fault | null;
}

export const answers = {
  fine: { label: 'Fine', detail: 'It ends every session.', fault: null },
  throttled: {
    label: 'Throttled',
    detail: '429 TooManyRequestsException',
    fault: { status: 429, errorName: 'TooManyRequestsException', message: 'Too many requests' },
  },
  down: {
    label: 'Down',
    detail: '500 InternalErrorException',
    fault: { status: 500, errorName: 'InternalErrorException', message: 'Internal error' },
  },
  silent: { label: 'Silent', detail: 'No answer ever comes.', fault: { silent: true } },
} satisfies Record<string, Answer>;

export type AnswerName = keyof typeof answers;

let settled = Promise.resolve();

/** Decides what the pool answers to GlobalSignOut; one decision at a time, so that the last one stands. */
export function choose(name: AnswerName) {
  const { fault } = answers[name];
  settled = settled.then(async () => {
    await post('clear');
    if (fault) await post('fault', { operation: 'GlobalSignOut', fault });
  });
}

async function post(control: string, body: object = {}) {
  const url = `${settings.endpoint}/control/${control}`;
  await fetch(url, { method: 'POST', body: JSON.stringify(body) });
}
