import { createServerRunner } from '@aws-amplify/adapter-nextjs';

export const config = JSON.parse(process.env.AMPLIFY_CONFIG ?? '{}');

export const { runWithAmplifyServerContext, createAuthRouteHandlers } = createServerRunner({
  config,
});
