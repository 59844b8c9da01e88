// What an app gets for an import, ours and the peers', with the settings that our budgets are held by; prints a table and writes SIZES.md. Needs `npm run build` and `npm ci --prefix bench`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from '../../scripts/size.mjs';
import { versionOf } from './versionOf.mjs';

const folder = import.meta.dirname;
const react = ['react', 'react-dom'];
const kit = '../../dist/index.js';

/** Package, what is imported of it, and the packages that it names as its peers besides React. */
const amplify = ['aws-amplify', '@aws-amplify/core'];
const amplifyUi = [...amplify, '@aws-amplify/ui-react'];
const imports = [
  ['amplify-signoff', ['AuthProvider', 'useAuth', 'useSignOut'], amplifyUi],
  ['amplify-signoff', ['useSignOut'], amplifyUi],
  ['amplify-signoff', ['createAmplifyAdapter'], amplifyUi],
  ['amplify-signoff', ['AuthProvider', 'SignOutButton'], amplifyUi],
  ['amplify-signoff', ['AuthProvider', 'SignOutMenu'], amplifyUi],
  ['amplify-signoff', ['AuthProvider', 'SignOutNotice'], amplifyUi],
  ['amplify-signoff', ['AuthProvider', 'AuthenticatorShell'], amplifyUi],
  ['amplify-signoff', ['*'], amplifyUi],
  ['aws-amplify/auth', ['signOut', 'getCurrentUser'], []],
  ['@aws-amplify/ui-react', ['Authenticator', 'useAuthenticator'], amplify],
  ['@clerk/react', ['ClerkProvider', 'SignOutButton'], []],
  ['@clerk/clerk-js/no-rhc', ['Clerk'], []],
  ['better-auth/react', ['createAuthClient'], []],
  ['@supabase/auth-js', ['AuthClient'], []],
  ['@auth0/auth0-react', ['Auth0Provider', 'useAuth0'], []],
  ['react-oidc-context', ['AuthProvider', 'useAuth'], ['oidc-client-ts']],
];

const kB = (bytes) => (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1);

async function sizeOf(specifier, names, packages) {
  const from = specifier === 'amplify-signoff' ? kit : specifier;
  const what = names.includes('*') ? '*' : `{ ${names.join(', ')} }`;
  return kB(await bundle(`export ${what} from '${from}'`, [], { packages, folder }));
}

const rows = [];
for (const [specifier, names, peers] of imports) {
  const whole = await sizeOf(specifier, names, react);
  const beside = await sizeOf(specifier, names, [...react, ...peers]);
  rows.push(`| ${versionOf(specifier)} | \`${names.join(', ')}\` | ${whole} | ${beside} |`);
}
const clerkScript = kB(
  readFileSync(join(folder, '../node_modules/@clerk/clerk-js/dist/clerk.browser.js')),
);

const report = `# What an import weighs

${new Date().toISOString().slice(0, 10)}, printed by \`node bench/peers/sizes.mjs\`. kB of 1000 bytes, minified and gzipped by Vite as for
production: the settings that \`npm run size\` holds the budgets by.

| package | imported | all but React | without its peers either |
| --- | --- | ---: | ---: |
${rows.join('\n')}

- Without its peers: what it adds to an app that has them already. This package's are aws-amplify and Amplify UI; the
  Authenticator's is aws-amplify, react-oidc-context's is oidc-client-ts, the others have none but React.
- "All but React" counts of aws-amplify what the import uses. An app that also signs in uses more of it, with any of them.
- English comes with the components. The kit's style sheet, ${kB(readFileSync('dist/styles.css'))} kB, and Amplify UI's, ${kB(readFileSync('node_modules/@aws-amplify/ui-react/dist/styles.css'))} kB, are linked besides.
- \`@clerk/react\` loads clerk-js at run time: ${clerkScript} kB for the first file of Clerk's own build, \`clerk.browser.js\`, more where
  its parts are used. The row of \`no-rhc\` is for an app that bundles it.
`;
console.log(report);
writeFileSync(join(folder, 'SIZES.md'), report);
