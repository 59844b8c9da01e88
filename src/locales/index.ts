export { en } from './en';
export type { SignOutMessages } from './SignOutMessages';
