import { chromium, type Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import type { SignOutMessages } from '../../src';
import { startUserPool, type UserPool } from '../pool/startUserPool';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };

export interface Visit {
  pool: UserPool;
  page: Page;
  /** What the page wrote to its console, but for Amplify's word on the pool's address. */
  problems: string[];
}

/** A page of Chromium beside a user pool, for one test. */
export async function startVisit(): Promise<Visit> {
  const pool = await startUserPool({ users: [alice] });
  const browser = await chromium.launch(launchOptions());
  const page = await browser.newPage({ locale: 'en-US', ignoreHTTPSErrors: true });
  const problems: string[] = [];
  page.on('console', (said) => {
    const isProblem = said.type() === 'error' || said.type() === 'warning';
    if (isProblem && !said.text().includes('custom Amazon')) problems.push(said.text());
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  onTestFinished(async () => {
    await browser.close();
    await pool.stop();
  });
  return { pool, page, problems };
}

/** Clicks where somebody is signed in: refused, told so, tried again, and told that it worked. */
export async function signOutAndRetry(
  { pool, page, problems }: Visit,
  { signOutGlobally, tryAgain }: SignOutMessages,
) {
  const notice = (status: string) =>
    page.locator(`[data-part="notice"][data-status="${status}"]`).waitFor();
  expect(problems).toEqual([]);
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await page.getByRole('button', { name: signOutGlobally }).click();
  await notice('partial');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(pool.liveSessions('alice')).toHaveLength(1);

  pool.clearFaults();
  await page.getByRole('button', { name: tryAgain }).click();
  await notice('complete');
  expect(pool.liveSessions('alice')).toEqual([]);
  // The pool's 500 is the browser's to report.
  expect(problems.filter((it) => !it.includes('status of 500'))).toEqual([]);
}
