import type { SignOutFailure } from '../../outcome/SignOutFailure';
import type { ServerSide, SignOutScope } from '../../outcome/SignOutOutcome';
import type { SignOutRequest } from '../AuthAdapter';
import type { AmplifyAdapterOptions } from './AmplifyAdapterOptions';
import type { Configuration } from './readConfiguration';
import type { Session } from './Session';

/** What one sign-out works on, captured at its start. */
export interface SignOutContext {
  configuration: Configuration;
  session: Session;
  scope: SignOutScope;
  request: SignOutRequest;
  options: Required<AmplifyAdapterOptions>;
  clickedAt: number;
  /** Until when tokens already issued may be accepted, as far as is known by now. */
  expireBy(): Date | null;
  /** Whether Cognito was sent anything, after which a sign-out can no longer be called off. */
  hasAsked: boolean;
}

/** What Cognito's part of a sign-out came to. */
export interface ServerResult {
  server: ServerSide;
  failure?: SignOutFailure;
  warning?: SignOutFailure;
}
