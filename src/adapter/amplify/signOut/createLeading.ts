import type { SignOutRequest } from '../../AuthAdapter';
import type { Job } from './Job';
import type { Leave } from './Surroundings';
import { tasksOver } from './tasksOver';

/** Where sign-outs lead the page: two that lead there are one, unless the first could not. */
export function createLeading(jobs: readonly Job[], leave: Leave, { redirectUrl }: SignOutRequest) {
  const led = () => jobs.map(({ leaving }) => leaving).find(Boolean);
  const isFederated = () => jobs.some(({ progress }) => progress.isFederated);

  function lead(leaving: ReturnType<Leave>): ReturnType<Leave> {
    for (const job of jobs) job.leaving = leaving;
    return leaving;
  }

  return {
    isFederated,
    /** Goes there. Resolves to what stays open of that. */
    async leftOpen(mayLeave: boolean, leftMs: number): ReturnType<Leave> {
      if (!isFederated() && redirectUrl === undefined) return null;
      const already = led();
      if (already && (!mayLeave || (await already) === null)) return already;
      const leaving = leave(redirectUrl, isFederated(), mayLeave, leftMs);
      return mayLeave ? lead(leaving) : leaving;
    },
    /** Goes there once nothing runs: what is tried again meanwhile would be cut short, or leads there itself. */
    async goOn(deadlineMs: number): Promise<void> {
      const goes = async () => {
        for (const job of jobs) await job.still();
        await tasksOver(jobs, deadlineMs);
        return leave(redirectUrl, isFederated(), true, deadlineMs);
      };
      if ((await (led() ?? true)) !== null) void lead(goes());
    },
  };
}
