import type { NextRequest } from 'next/server';
import { createAuthRouteHandlers } from '../../../server/amplify';

/** Amplify's own, where a managed login is configured. */
export function GET(request: NextRequest, context: { params: Promise<{ slug: string }> }) {
  const handle = createAuthRouteHandlers({
    redirectOnSignInComplete: '/server',
    redirectOnSignOutComplete: '/goodbye',
  });
  return handle(request, context);
}
