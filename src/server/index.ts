export { createSignOutRoute } from './createSignOutRoute';
export type { SignOutRoute } from './SignOutRoute';
export type { CookieAttributes, SignOutRouteOptions } from './SignOutRouteOptions';
