import { createDeadline } from '../../createDeadline';
import type { Job } from './Job';
import { sleep } from './sleep';

/** Resolves once the tasks of everybody who was clicked are over, or have taken too long. */
export async function tasksOver(jobs: readonly Job[], longestMs: number): Promise<void> {
  if (jobs.every(({ requests }) => requests.length < 2)) return;
  const patience = createDeadline(longestMs);
  // The others are about to begin with theirs.
  await sleep(0, patience.signal);
  const open = jobs.flatMap(({ cleaning }) => [...cleaning]);
  await patience.within(Promise.all(open)).catch(() => {});
  patience.stop();
}
