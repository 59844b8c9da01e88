export type {
  AuthAdapter,
  AuthEvent,
  AuthUser,
  SignedOutBy,
  SignOutAttempt,
  SignOutRequest,
} from './adapter/AuthAdapter';
export type { AmplifyAdapterOptions } from './adapter/amplify/AmplifyAdapterOptions';
export { createAmplifyAdapter } from './adapter/amplify/createAmplifyAdapter';
export { createRouteAdapter } from './adapter/route/createRouteAdapter';
export type { RouteAdapterOptions } from './adapter/route/RouteAdapterOptions';
export type { AuthenticatorShellProps } from './components/AuthenticatorShell';
export { AuthenticatorShell } from './components/AuthenticatorShell';
export { SignedIn } from './components/SignedIn';
export { SignedOut } from './components/SignedOut';
export type { SignOutButtonProps, SignOutButtonState } from './components/SignOutButton';
export { SignOutButton } from './components/SignOutButton';
export type { SignOutMenuProps } from './components/SignOutMenu';
export { SignOutMenu } from './components/SignOutMenu';
export type { SignOutMenuItemProps } from './components/SignOutMenuItem';
export { SignOutMenuItem } from './components/SignOutMenuItem';
export type { SignOutNoticeProps } from './components/SignOutNotice';
export { SignOutNotice } from './components/SignOutNotice';
export type { AuthState } from './flow/createAuthStore';
export type { CleanupTask } from './flow/runCleanup';
export type { SignOutOptions } from './flow/signOutState';
export type { SignOutMessages } from './locales/SignOutMessages';
export type { SignOutFailure, SignOutReason, SignOutStep } from './outcome/SignOutFailure';
export type {
  CompleteSignOut,
  FailedSignOut,
  PartialSignOut,
  ServerSide,
  SignOutOutcome,
  SignOutScope,
} from './outcome/SignOutOutcome';
export type { AuthProviderProps } from './react/AuthProvider';
export { AuthProvider } from './react/AuthProvider';
export { useAuth } from './react/useAuth';
export type { UseSignOutResult } from './react/useSignOut';
export { useSignOut } from './react/useSignOut';
