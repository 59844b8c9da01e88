import { beforeEach, describe, test, vi } from 'vitest';
import { adapterChecks, type SetUpStage } from '../../src/testing';
import { alice, bob, throttled } from '../server/setUp';
import { createPageStage } from './setUp';

const stage = createPageStage();

describe('the adapter of a route', () => {
  const setUp: SetUpStage = async ({ canSignOutGlobally = true } = {}) => {
    const clientId = await stage.createClient(canSignOutGlobally ? {} : { scope: 'openid' });
    const { browser, adapter } = stage.page({ config: stage.configOf(clientId) });
    const people = [alice, bob];
    const comeBack = () => stage.say(new Event('focus'));
    return {
      adapter,
      async signIn() {
        for (const user of people.splice(0, 1)) await stage.signIn({ user, clientId }, browser);
        comeBack();
      },
      async endElsewhere() {
        browser.cookies.length = 0;
        comeBack();
      },
      setBusy(isBusy) {
        stage.pool.clearFaults();
        for (const operation of isBusy ? ['GlobalSignOut', 'RevokeToken'] : [])
          stage.pool.fault(operation, throttled);
      },
    };
  };
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {}); // it logs a task that throws
  });
  test.each(adapterChecks(setUp))('%s', (_, check) => check());
});
