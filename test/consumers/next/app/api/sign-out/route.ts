import { createSignOutRoute } from 'amplify-signoff/server';
import { config } from '../../server/amplify';

export const { GET, POST } = createSignOutRoute({ config, secret: process.env.SIGN_OUT_SECRET });
