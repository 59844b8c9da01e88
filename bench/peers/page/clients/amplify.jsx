import { Amplify } from 'aws-amplify';
import { getCurrentUser, signOut } from 'aws-amplify/auth';

export function configure() {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: 'us-east-1_Bench',
        userPoolClientId: 'bench',
        userPoolEndpoint: location.origin,
      },
    },
  });
}

export async function connect() {
  configure();
  const signedIn = await getCurrentUser().then(
    () => true,
    () => false,
  );
  return {
    signedIn,
    calls: {
      'signOut()': () => signOut(),
      'signOut({ global: true })': () => signOut({ global: true }),
    },
  };
}
