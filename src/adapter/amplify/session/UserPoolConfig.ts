import type { ResourcesConfig } from 'aws-amplify';

/** What Amplify's configuration says of a user pool and the app client. */
export type UserPoolConfig = Extract<
  NonNullable<ResourcesConfig['Auth']>['Cognito'],
  { userPoolId: string }
>;

/** The user pool's URL. */
export function endpointOf({ userPoolEndpoint, userPoolId }: UserPoolConfig): string {
  const region = userPoolId.replace(/_.*/, '');
  const domain = `amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return userPoolEndpoint ?? `https://cognito-idp.${region}.${domain}/`;
}
