import { beforeEach, describe, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { adapterChecks, type SetUpStage } from '../../src/testing';
import { Device } from '../adapter/Device';
import { alice, bob, createStage, hubSays, hurry, throttled } from '../adapter/setUp';
import { scriptedStage } from './scriptedStage';

describe('the scripted adapter', () => {
  test.each(adapterChecks(scriptedStage()))('%s', (_, check) => check());
});

describe("Amplify's adapter", () => {
  const stage = createStage();
  const setUp: SetUpStage = async ({ canSignOutGlobally = true } = {}) => {
    const { pool } = stage;
    const client = canSignOutGlobally ? {} : { scope: 'openid' };
    const device = new Device(pool, await pool.createClient(client)).use();
    const left = [alice, bob];
    return {
      adapter: createAmplifyAdapter(),
      async signIn() {
        for (const { username, password } of left.splice(0, 1))
          await device.signIn(username, password);
      },
      async endElsewhere() {
        await device.clear();
        hubSays('signedOut', true);
      },
      setBusy(isBusy) {
        pool.clearFaults();
        for (const operation of isBusy ? ['GlobalSignOut', 'RevokeToken'] : [])
          pool.fault(operation, throttled);
      },
    };
  };
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {}); // it logs a task that throws
    hurry();
  });
  test.each(adapterChecks(setUp))('%s', (_, check) => check());
});
