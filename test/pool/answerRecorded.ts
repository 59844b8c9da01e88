import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, failure, send, success } from './answer';
import type { Fault } from './Faults';
import type { RequestRecord } from './RequestRecord';

/** Notes the arrival of a request, and whether its client is gone before the answer. */
export function openRecord(
  requests: RequestRecord[],
  operation: string,
  response: ServerResponse,
): RequestRecord {
  const record: RequestRecord = {
    operation,
    at: Date.now(),
    ended: 'pending',
    performed: false,
    faulted: false,
  };
  requests.push(record);
  response.on('close', () => {
    if (record.ended === 'pending') record.ended = 'abandoned';
  });
  return record;
}

/** Answers a request, or does to it what the fault says, and notes what became of it. */
export async function answerRecorded(
  response: ServerResponse,
  record: RequestRecord,
  fault: Fault | undefined,
  perform: () => Promise<Answer>,
): Promise<void> {
  record.faulted = fault !== undefined;
  const late = () => (fault?.delayMs ? sleep(fault.delayMs, undefined, { ref: false }) : null);
  if (!fault?.after) await late();
  let answer = success({});
  if (!fault || fault.after || isOnlyLate(fault)) {
    record.performed = true;
    answer = await perform().catch(failure);
  }
  if (fault?.after) await late();
  if (record.ended === 'pending') Object.assign(record, send(response, answer, fault));
}

function isOnlyLate(fault: Fault): boolean {
  return !('status' in fault || 'reset' in fault || 'closeEarly' in fault || 'silent' in fault);
}
