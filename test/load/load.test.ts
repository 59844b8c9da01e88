import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { SignOutOutcome } from '../../src';
import { numbersFrom } from '../numbersFrom';
import { spoiltAnswers } from '../pool/spoiltAnswers';
import { startUserPool } from '../pool/startUserPool';

const workers = 20;
const signOuts = 10;
const seed = Number(process.env.LOAD_SEED ?? 20_260_101);

interface Told {
  username: string;
  originJti: string;
  outcome: SignOutOutcome;
  /** How many keys the storage still held. */
  left: number;
}

test(`${workers} apps at once are told what the pool has done, with a third of its answers spoilt`, {
  timeout: 240_000,
}, async () => {
  const random = numbersFrom(seed);
  const pool = await startUserPool();
  const people = Array.from({ length: workers * signOuts }, (_, place) => ({
    username: `user${place}`,
    password: 'Correct-horse-1',
    scope: place % 3 ? 'global' : 'local',
  }));
  for (const person of people) {
    await pool.createUser(person);
    // On another device.
    await pool.issueTokens(person.username, pool.clientId, 'aws.cognito.signin.user.admin');
  }
  const isSpoilt = () => random() < 1 / 3;
  const spoil = () =>
    isSpoilt() ? spoiltAnswers[Math.floor(random() * spoiltAnswers.length)] : undefined;
  for (const operation of ['GlobalSignOut', 'RevokeToken']) pool.fault(operation, spoil);

  const lies: string[] = [];
  const counted: Record<string, number> = {};
  function judge({ username, originJti, outcome, left }: Told) {
    const { status, scope, server } = outcome;
    const what = `${username}: ${status}/${scope}/${server}`;
    counted[`${status}/${server}`] = (counted[`${status}/${server}`] ?? 0) + 1;
    const isGlobal = scope === 'global';
    const isLive = pool
      .liveSessions(username)
      .some((session) => isGlobal || session.originJti === originJti);
    const operation = isGlobal ? 'GlobalSignOut' : 'RevokeToken';
    const isDone = pool.requests.some(
      (request) =>
        request.operation === operation && request.originJti === originJti && request.performed,
    );
    if (server === 'ended' && isLive) lies.push(`${what}, and sessions live on`);
    if (server === 'notEnded' && isDone) lies.push(`${what}, and it was done`);
    if (status === 'complete' && server !== 'ended') lies.push(`${what} is not confirmed`);
    if (status === 'failed' || left > 0) lies.push(`${what}, and the storage holds ${left} keys`);
  }
  const done = Array.from({ length: workers }, async (_, place) => {
    const worker = new Worker(new URL('./signOuts.mjs', import.meta.url), {
      workerData: {
        config: pool.amplifyConfig(),
        people: people.slice(place * signOuts, (place + 1) * signOuts),
      },
      stdout: true,
      stderr: true,
    });
    worker.on('message', judge);
    return new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
  });
  expect(await Promise.all(done)).toEqual(Array(workers).fill(0));
  await pool.stop();
  console.info(`seed ${seed}: ${JSON.stringify(counted)}`);
  expect(lies).toEqual([]);
  expect(Object.values(counted).reduce((sum, count) => sum + count)).toBe(workers * signOuts);
});
