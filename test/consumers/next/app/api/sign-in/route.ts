import { signIn } from 'aws-amplify/auth';
import { cookies } from 'next/headers';
import { runWithAmplifyServerContext } from '../../server/amplify';

/** Signs in on the server, so that Amplify itself sets its cookies. */
export async function POST() {
  const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
  const signingIn = runWithAmplifyServerContext({
    nextServerContext: { cookies },
    operation: (context) =>
      signIn(context, { username: 'alice', password: 'Correct-horse-1', options }),
  });
  // Once they are set, Amplify verifies the tokens with AWS's keys, and a local pool has its own.
  await signingIn.catch(() => {});
  return new Response(null, { status: 204 });
}
