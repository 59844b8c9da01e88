import { cpus, platform } from 'node:os';
import { cellOf } from './verdict.mjs';

export const faults = ['200', '401', '403', '429', '500', 'refused', 'offline', 'silence'];

const inShort = {
  '401, 403': ['401', '403'],
  '429, 500': ['429', '500'],
  'no network': ['refused', 'offline'],
  silence: ['silence'],
};

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const nameOf = ({ peer, call, versions }) =>
  `${versions[0]}${peer.ours ? ' (this one)' : ''} \`${call.name}\``;

/** @param rows one for each call: `{ peer, call, versions, seen }`, `seen` by fault */
export function reportOf(rows, browserVersion) {
  const full = rows.map((row) => [
    nameOf(row),
    ...faults.map((fault) => {
      const { word, session, time } = cellOf(row.call, row.seen[fault], fault);
      return `${word}, ${session}, ${time}`;
    }),
  ]);
  const short = rows
    .filter(({ call }) => call.inShort)
    .map((row) => [
      nameOf(row),
      ...Object.values(inShort).map((group) => {
        const cells = group.map((fault) => cellOf(row.call, row.seen[fault], fault));
        return [...new Set(cells.map(({ word, session }) => `${word}, ${session}`))].join(' / ');
      }),
    ]);
  const promised = rows.map((row) => [
    [nameOf(row), ...row.versions.slice(1)].join(', with '),
    row.call.says,
    row.call.source,
    row.seen['500'].told ?? '',
  ]);
  return `# What a sign-out says when its service doesn't do it

${new Date().toISOString().slice(0, 10)}; Chromium ${browserVersion}, Node ${process.version.slice(1)}, ${platform()}, ${cpus().length} cores. Printed by \`node bench/peers/run.mjs\`.

## Method

Each cell is one sign-out: the package itself, bundled by Vite, in a fresh Chromium context that holds a session as that
package stores it, making its own documented call. Its service is a stub on the same loopback origin that answers every
other request well; the sign-out gets the answer of the column, in that service's own form (Cognito says most refusals
with HTTP 400 and a name). \`refused\`: nobody listens any more, \`offline\`: the browser knows that it is, \`silence\`: no
answer for 30 s. Afterwards the service is well again and the page is loaded anew.

- **told**: the promise rejects, resolves with an error, or the package's hook shows one.
- **not told**: it had not settled after 30 s, or it resolves without a word and its documentation promises nothing at
  the server.
- **untrue**: it resolves as done, and what its documentation says of this call was not done.
- **error page**: the browser has left for the service; what stands there, its error or the browser's own, is all that is said.
- **done**: the healthy case. **kept**: the page that is loaded anew is still signed in; **gone**: it isn't. Then the time
  until it settled or the page had left.

## In short

${table(['', ...Object.keys(inShort)], short)}

## In full

${table(['', ...faults], full)}

## What each call promises, and what it said of a 500

${table(['', 'in its words', 'source', 'said of a 500'], promised)}
`;
}
