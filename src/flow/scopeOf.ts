import type { SignOutScope } from '../outcome/SignOutOutcome';
import type { SignOutOptions } from './signOutState';

export const scopeOf = ({ global }: SignOutOptions): SignOutScope => (global ? 'global' : 'local');
