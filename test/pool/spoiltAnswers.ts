import type { Fault } from './Faults';

/** What may become of an answer, in time: told, cut off, or lost once it was done. */
export const spoiltAnswers: readonly Fault[] = [
  { status: 500, errorName: 'InternalErrorException' },
  { status: 429, errorName: 'TooManyRequestsException' },
  { status: 403, errorName: 'ForbiddenException' },
  { status: 200, body: '<p>Welcome to the hotel</p>' },
  { reset: true },
  { reset: true, after: true },
  { delayMs: 30, after: true },
];
