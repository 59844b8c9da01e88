import { json } from './json.mjs';

export const refuseOAuth = (fault) =>
  json(Number(fault), {
    error: 'temporarily_unavailable',
    error_description: `Refused with ${fault}`,
  });
