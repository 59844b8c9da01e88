import type { SignOutReason } from '../outcome/SignOutFailure';

/**
 * Every word that the kit shows, in one language. `{time}` stands for a time of day or a date with it, `{provider}` for
 * the name of an identity provider ('Google'), `{name}` for a person's. A `reason.…` stands after a title that is partial
 * or failed, and before what to do; that of `storage` is what to do.
 */
export interface SignOutMessages extends Record<`reason.${SignOutReason}`, string> {
  /** The BCP 47 tag of the language, for times and dates. */
  language: string;
  signOut: string;
  signOutGlobally: string;
  signingOut: string;
  tryAgain: string;
  tryingAgain: string;
  dismiss: string;
  cancel: string;
  /** Names the account menu where the person's name isn't known. */
  account: string;
  /** Goes on to the managed login's `/logout`, without the retry. */
  finish: string;
  /** The question before a sign-out of all devices. */
  confirmTitle: string;
  /** What that comes to. */
  confirmBody: string;
  /** Said before the click where a sign-out of all devices can't work. */
  onlyThisDevice: string;
  /** A complete sign-out of this device. */
  completeLocal: string;
  /** A complete sign-out of all devices. */
  completeGlobal: string;
  /** Nobody was signed in. */
  completeNobody: string;
  /** This device is signed out; whether the session ended at Cognito is not known. */
  partialLocal: string;
  /** This device is signed out; whether the others are is not known. */
  partialGlobal: string;
  /** All devices are signed out; the managed login may still know the person. */
  partialManagedLogin: string;
  /** Nothing was ended, and this browser still holds the session. */
  failed: string;
  /** This session ended at Cognito, but this browser still holds its tokens. */
  failedEndedLocal: string;
  /** Every session ended at Cognito, but this browser still holds tokens. */
  failedEndedGlobal: string;
  /** Whether this browser is signed out is not known. */
  failedUnknown: string;
  /** Somebody else is signed in than the page showed, and nothing was done. Contains `{name}`. */
  someoneElse: string;
  /** After a sign-out of all devices: until when tokens already issued there may still be accepted. Contains `{time}`. */
  tokensExpireBy: string;
  /** Until when a retry can work. Contains `{time}`. */
  retryUntil: string;
  /** The same, where until when is not known, and after a failed one. */
  pleaseTryAgain: string;
  /** A retry comes by itself once the browser is online. */
  willRetryOnline: string;
  /** After a sign-in through an identity provider, whose own session goes on. Contains `{provider}`. */
  identityProvider: string;
  /** Some of the app's own data may be left, and what to do. */
  cleanupFailed: string;
  /** This device is signed out; a sign-out of all devices may have been heard before it was refused. */
  otherDevicesUnknown: string;
  /** What to do where another device, or the session that was here, may still be signed in and no retry can help. */
  toBeSure: string;
  /** The same, where a sign-out of all devices can't work either. */
  everyDevice: string;
  /** The app's own `beforeSignOut` threw or took too long, or what it asked for can't work. */
  prepareFailed: string;
  /** What to do where it is not known whether this browser is signed out. */
  reloadPage: string;
  /** The session ended by a sign-out in another tab. */
  endedOtherTab: string;
  /** The session ended by a sign-out of all devices in another tab, which was confirmed. */
  endedOtherTabGlobal: string;
  /** The session had lived for as long as it may. */
  endedExpired: string;
  /** The session was ended from outside this browser. */
  endedRevoked: string;
  /** The session has ended, and why is not known. */
  endedUnknown: string;
  /** What to do where a session has ended. */
  signInAgain: string;
  /** After a sign-out of all devices in another tab that was not confirmed and can be tried again there. */
  tryAgainInThatTab: string;
  /** Other devices were not confirmed to be signed out. What to do comes after it. */
  otherDevicesMaybe: string;
  /** The managed login's own sign-in was not ended, so that it may ask for no password. */
  managedLogin: string;
  /** What to do about that where `finish` is offered. */
  finishHere: string;
  /** The same, where it isn't. */
  clearCookies: string;
}
