/** What a device tells the panel, which can't look into another origin. */
export interface DeviceState {
  isSignedIn: boolean;
  isPending: boolean;
  canRetry: boolean;
  /** Whether its last sign-out was one of all devices. */
  isGlobal: boolean;
  /** Whether it has asked Cognito since a sign-out of all devices elsewhere. */
  isSure: boolean;
}
