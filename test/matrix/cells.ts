import type { Operation, Scope } from '../contract/words';
import { type FaultRow, faultNamed, faultsOf } from './faults';
import { pairwise } from './pairwise';
import { browserStorageRows, type StorageRow, storageNamed, storageRows } from './storages';
import { type StateRow, scriptOf, stateNamed, stateRows } from './tokenStates';

/** One sign-out of the matrix. */
export interface Cell {
  name: string;
  scope: Scope;
  state: StateRow;
  storage: StorageRow;
  faults: Partial<Record<Operation, FaultRow>>;
}

const G = 'GlobalSignOut';
const R = 'RevokeToken';
const T = 'GetTokensFromRefreshToken';
const scopes: readonly Scope[] = ['local', 'global'];

type Faulty = readonly (readonly [Operation, FaultRow])[];

function cellOf(scope: Scope, state: StateRow, storage: StorageRow, faulty: Faulty = []): Cell {
  const words = faulty.map(([operation, { name }]) => `${operation}: ${name}`);
  return {
    name: `${scope} · ${words.join(' + ') || 'no fault'} · ${state.name} · ${storage.name}`,
    scope,
    state,
    storage,
    faults: Object.fromEntries(faulty),
  };
}

/** Why a combination is left out; null where it belongs in. */
function reasonToSkip({ scope, state, storage, faults }: Cell): string | null {
  const { calls } = scriptOf(state, scope);
  const unmet = (Object.keys(faults) as Operation[]).find((it) => !calls.includes(it));
  const misplaced = Object.entries(faults).some(
    ([operation, { only }]) => only && !only.includes(operation as Operation),
  );
  if (misplaced) return 'a fault that the operation does not know';
  const isFollowUp = scope === 'global' && unmet === R && state.canRevoke;
  if (unmet && !isFollowUp) return `a fault of ${unmet}, which is never called`;
  if (state.isNobody && storage.keeps.length > 0 && !storage.isUnreadable) {
    return 'a storage that keeps tokens, without a token';
  }
  if (storage.keeps.length === 1 && !keepsAny(storage, state, scope)) {
    return 'a storage that keeps a token which is not there';
  }
  if (storage.isReadOnly && !calls.includes(T))
    return 'a storage that cannot write, and nothing to write';
  if (storage.isCrawling && state.name !== 'fresh') return 'a crawling storage, once too often';
  return null;
}

/** Refreshed tokens have to be stored where the refresh token rotates; elsewhere that is left open. */
const keepsAny = ({ keeps }: StorageRow, { gone = [], client }: StateRow, scope: Scope) =>
  (scope === 'global' && client?.rotation) || keeps.some((name) => !gone.includes(name));

const fresh = stateNamed('fresh');
const memory = storageNamed('in memory');

/** Every fault of an operation, where the operation is what the sign-out hangs on. */
const everyFault = (operation: Operation, scope: Scope, state: StateRow) =>
  faultsOf(operation).map((row) => cellOf(scope, state, memory, [[operation, row]]));

/** The faults whose outcome depends on where the access token came from. */
const everyLostAnswer = (operation: Operation, state: StateRow) =>
  faultsOf(operation)
    .filter(({ isPerformed, once, isStale }) => isPerformed || (once && !isStale))
    .map((row) => cellOf('global', state, memory, [[operation, row]]));

/** Every state of the tokens and every storage, with a Cognito that is well; of all pairs of them, every fifth. */
const everyStateAndStorage = stateRows.flatMap((state, i) =>
  storageRows.flatMap((storage, j) =>
    scopes
      .filter((_, k) => state === fresh || storage === memory || (i + 2 * j + 3 * k) % 5 === 0)
      .map((scope) => cellOf(scope, state, storage)),
  ),
);

/** One fault of each kind. */
const kinds = [
  '403 ForbiddenException',
  '429 TooManyRequestsException',
  'performed, then reset, once',
  'reset',
  'performed, then reset',
  '200 with a page',
  'refused',
  'silent',
].map(faultNamed);

const storagesUnderFault = [
  'synchronous',
  'slow',
  'throws on delete',
  'refuses to delete the refreshToken',
  'throws on write',
  'never answers a delete',
].map(storageNamed);

const statesUnderFault = [
  'fresh',
  'expired and rotating',
  'only the refresh token',
  'LastAuthUser lost',
].map(stateNamed);

const hinges = [
  [G, 'global'],
  [R, 'local'],
] as const;

const kindsInStorages = kinds.flatMap((row, i) =>
  storagesUnderFault.flatMap((storage, j) => {
    const [operation, scope] = hinges[(i + j) % 2] ?? hinges[0];
    const state = statesUnderFault[(i + 3 * j) % statesUnderFault.length] ?? fresh;
    return cellOf(scope, state, storage, [[operation, row]]);
  }),
);

/** A refusal and one more kind of fault in every state of the tokens. */
const kindsInStates = stateRows.flatMap((state, i) =>
  hinges.flatMap(([operation, scope], j) =>
    [kinds[0], kinds[1 + ((i + j) % 4)]]
      .filter((row) => row !== undefined)
      .map((row) => cellOf(scope, state, memory, [[operation, row]])),
  ),
);

/** A GlobalSignOut that no retry helps, and the RevokeToken that follows it. */
const both = [fresh, stateNamed('expired')].flatMap((state) =>
  [
    '403 ForbiddenException',
    '200 with a page',
    'reset once, then 403',
    '400 NotAuthorizedException “Access Token has expired”',
  ].flatMap((first) =>
    [
      '429 TooManyRequestsException',
      '403 ForbiddenException',
      'UnsupportedOperationException',
      'silent',
      'performed, then reset',
      'throttled once',
    ].flatMap((second, index) =>
      state === fresh || index % 2 === 0
        ? cellOf('global', state, memory, [
            [G, faultNamed(first)],
            [R, faultNamed(second)],
          ])
        : [],
    ),
  ),
);

/** New tokens that can't be stored where the old ones lie. */
const unstored = ['expired and rotating', 'only the refresh token, rotating', 'expired'].flatMap(
  (state) =>
    kinds.flatMap((row) =>
      row.fault && !row.once
        ? cellOf('global', stateNamed(state), storageNamed('throws on write'), [[G, row]])
        : [],
    ),
);

const crawling = hinges.flatMap(([operation, scope]) =>
  ['silent', '403 ForbiddenException'].map((name) =>
    cellOf(scope, fresh, storageNamed('crawling'), [[operation, faultNamed(name)]]),
  ),
);

const candidates: readonly Cell[] = [
  ...everyStateAndStorage,
  ...everyFault(G, 'global', fresh),
  ...everyLostAnswer(G, stateNamed('expired')),
  ...everyFault(R, 'local', fresh),
  ...everyFault(T, 'global', stateNamed('expired')),
  ...everyLostAnswer(T, stateNamed('expired and rotating')),
  ...kindsInStates,
  ...kindsInStorages,
  ...both,
  ...unstored,
  ...crawling,
];

const unique = [...new Map(candidates.map((cell) => [cell.name, cell])).values()];

export const cells: readonly Cell[] = unique.filter((cell) => reasonToSkip(cell) === null);

/** How many combinations were left out, by reason. */
export const skipped: ReadonlyMap<string, number> = unique.reduce((counts, cell) => {
  const reason = reasonToSkip(cell);
  return reason ? counts.set(reason, (counts.get(reason) ?? 0) + 1) : counts;
}, new Map<string, number>());

/** Every nth cell: the slices together are the matrix. */
export const slice = (part: number, parts: number, of: readonly Cell[] = cells) =>
  of.filter((_, index) => index % parts === part - 1);

const faultsInBrowsers: readonly (readonly [where: 'end' | 'refresh', name: string])[] = [
  ['end', '403 ForbiddenException'],
  ['end', '429 TooManyRequestsException'],
  ['end', '301 without a name'],
  ['end', '200 with a page'],
  ['end', '500 without CORS headers'],
  ['end', 'closed early'],
  ['end', 'reset'],
  ['end', 'silent'],
  ['end', 'performed, then silent, once'],
  ['end', 'offline'],
  ['refresh', '503 with a page'],
];

const statesInBrowsers = [
  'fresh',
  'expired',
  'expired and rotating',
  'expired, user disabled',
  'no origin_jti',
  'no scope',
  'LastAuthUser lost',
  'nobody',
].map(stateNamed);

const storagesInBrowsers = [...browserStorageRows, storageNamed('slow')];

/** The call that decides: the last one of the script. */
const endOf = (state: StateRow, scope: Scope) => scriptOf(state, scope).calls.at(-1);

const browserCandidates = statesInBrowsers.flatMap((state) =>
  storagesInBrowsers.flatMap((storage) =>
    scopes.flatMap((scope) => [
      cellOf(scope, state, storage),
      ...faultsInBrowsers.flatMap(([where, name]) => {
        const operation = where === 'refresh' ? T : endOf(state, scope);
        return operation ? cellOf(scope, state, storage, [[operation, faultNamed(name)]]) : [];
      }),
    ]),
  ),
);

/** The matrix in Chromium: every pair of a fault, a scope, a state and a storage. */
export const browserCells: readonly Cell[] = pairwise(
  browserCandidates.filter((cell) => reasonToSkip(cell) === null),
  [
    ({ faults }) =>
      Object.values(faults)
        .map(({ name }) => name)
        .join(),
    ({ scope }) => scope,
    ({ state }) => state.name,
    ({ storage }) => storage.name,
  ],
);
