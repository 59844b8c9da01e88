'use client';

import { signIn } from 'aws-amplify/auth';

const alice = { username: 'alice', password: 'Correct-horse-1' };

export const SignInButton = () => (
  <button type="button" onClick={() => void signIn(alice)}>
    Sign in
  </button>
);
