import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'cognito-local/lib/server/Router.js';
import { DateClock } from 'cognito-local/lib/services/clock.js';
import { CognitoServiceFactoryImpl } from 'cognito-local/lib/services/cognitoService.js';
import type { Context } from 'cognito-local/lib/services/context';
import type { LogService } from 'cognito-local/lib/services/LogService';
import type { TokenGenerator } from 'cognito-local/lib/services/tokenGenerator';
import { UserPoolServiceFactoryImpl } from 'cognito-local/lib/services/userPoolService.js';
import { memoryStores } from './memoryStores';

const ignore = () => {};
const silent: LogService = {
  child: () => silent,
  debug: ignore,
  error: ignore,
  info: ignore,
  warn: ignore,
};
export const context: Context = { logger: silent };

/** cognito-local's operations and one user pool, quiet and in memory. */
export async function createCognitoLocal(userPoolId: string, tokenGenerator: TokenGenerator) {
  const clock = new DateClock();
  const stores = memoryStores();
  const pools = new UserPoolServiceFactoryImpl(clock, stores);
  // It looks for pools of earlier runs in a folder: give it one that is empty.
  const folder = await mkdtemp(join(tmpdir(), 'user-pool-'));
  const factory = new CognitoServiceFactoryImpl(folder, stores, pools);
  const cognito = await factory.create(context, {}).finally(() => rm(folder, { recursive: true }));
  await cognito.createUserPool(context, { Id: userPoolId });
  const users = await cognito.getUserPool(context, userPoolId);

  const noTrigger = () => Promise.reject(new Error('This pool has no triggers'));
  const base = Router({
    clock,
    cognito,
    tokenGenerator,
    otp: () => '123456',
    messages: { deliver: async () => {} },
    config: {
      LambdaClient: {},
      ServerConfig: {},
      TokenConfig: {},
      TriggerFunctions: {},
      UserPoolDefaults: {},
    },
    triggers: {
      enabled: () => false,
      customMessage: noTrigger,
      customEmailSender: noTrigger,
      postAuthentication: noTrigger,
      postConfirmation: noTrigger,
      preSignUp: noTrigger,
      preTokenGeneration: noTrigger,
      userMigration: noTrigger,
    },
  });
  return { base, users };
}
