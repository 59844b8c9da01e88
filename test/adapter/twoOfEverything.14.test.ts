import { expect, test, vi } from 'vitest';
import { connected, together } from './connected';
import { createTab } from './createTab';
import { createStage } from './setUp';

const stage = createStage();
createTab();
const [href, origin] = ['https://app.example/account', 'https://app.example'];
const redirectUrl = 'https://app.example/bye';

test.each([
  ['the first', { redirectUrl }, {}],
  ['the second', {}, { redirectUrl }],
])(
  'where %s of two clicks leads is gone to, though the other leads nowhere',
  async (_, one, other) => {
    await stage.signedIn();
    const assign = vi.fn();
    vi.stubGlobal('location', { href, origin, assign });
    const providers = await together(connected(), connected());
    const asked = [one, other];
    const told = await Promise.all(asked.map((it, index) => providers[index]?.flow.signOut(it)));
    expect(told.map((it) => it?.status)).toEqual(['complete', 'complete']);
    await vi.waitFor(() => expect(assign.mock.calls).toEqual([[redirectUrl]]));
  },
);
