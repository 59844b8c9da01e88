import { expiresAt, token } from '../sessions.mjs';
import { json } from './json.mjs';

const clerkSession = () => ({
  id: 'sess_1',
  object: 'session',
  status: 'active',
  expire_at: expiresAt * 1000,
  abandon_at: expiresAt * 1000,
  last_active_at: Date.now(),
  created_at: Date.now(),
  updated_at: Date.now(),
  actor: null,
  tasks: null,
  factor_verification_age: null,
  user: {
    id: 'user_1',
    object: 'user',
    email_addresses: [],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    organization_memberships: [],
    public_metadata: {},
    unsafe_metadata: {},
    created_at: Date.now(),
    updated_at: Date.now(),
  },
  public_user_data: { user_id: 'user_1', identifier: 'alice' },
  last_active_token: {
    object: 'token',
    jwt: token({ sid: 'sess_1', iss: 'https://clerk.bench.example' }),
  },
});
const clerkClient = (sessions) => ({
  object: 'client',
  id: 'client_1',
  sessions,
  sign_in: null,
  sign_up: null,
  last_active_session_id: sessions[0]?.id ?? null,
  cookie_expires_at: null,
  created_at: Date.now(),
  updated_at: Date.now(),
});

export const clerk = {
  seed: () => ({ serverCookies: { __client: 'a-client' }, cookies: { __client_uat: '1' } }),
  signsOut: ({ path, query }) =>
    path.endsWith('/v1/client/sessions') && query.get('_method') === 'DELETE',
  yes: () => json(200, { response: clerkClient([]), client: null }),
  no: (fault) =>
    json(Number(fault), {
      errors: [{ code: 'refused', message: 'Refused', long_message: `Refused with ${fault}` }],
    }),
  other: ({ path, ended }) => {
    if (path.endsWith('/v1/client'))
      return json(200, { response: clerkClient(ended ? [] : [clerkSession()]), client: null });
    if (path.endsWith('/v1/environment'))
      return json(200, {
        object: 'environment',
        auth_config: { object: 'auth_config', single_session_mode: true },
        display_config: { object: 'display_config' },
        user_settings: { attributes: {}, social: {} },
        organization_settings: {},
        commerce_settings: {},
      });
    if (path.includes('/v1/client/sessions/'))
      return json(200, { response: clerkSession(), client: clerkClient([clerkSession()]) });
    return undefined;
  },
};
