import {
  isPassing,
  type Operation,
  type Reason,
  type Scope,
  type Server,
  stepOf,
} from '../contract/words';
import type { Cell } from './cells';
import type { FaultRow } from './faults';
import { scriptOf, storedNames } from './tokenStates';

export interface ExpectedFailure {
  step: string;
  reasons: readonly Reason[];
  errorName?: string | undefined;
  /** The contract leaves open whether it is said. */
  isOptional?: true;
}

export interface ExpectedCall {
  operation: Operation;
  min: number;
  max: number;
  /** The least time between two of them. */
  gapMs?: number;
}

/** What the contract promises of one cell. */
export interface Expectation {
  statuses: readonly string[];
  scope: Scope;
  server: readonly Server[];
  failures: readonly ExpectedFailure[];
  warnings: readonly ExpectedFailure[];
  /** In the order of their first call. */
  calls: readonly ExpectedCall[];
}

const storageRefused: ExpectedFailure = { step: 'clearLocal', reasons: ['storage'] };
const maxAttempts = 3;
/** “Exponential back-off with jitter”: less is none. */
const minGapMs = 90;

/** Derives from the tables what the contract promises; the pool's record and the dump are judged elsewhere. */
export function expectationOf(cell: Cell): Expectation {
  const { state, scope, storage } = cell;
  if (storage.isUnreadable) {
    const failures = [{ step: 'session', reasons: ['storage'] }] as const;
    return { statuses: ['failed'], scope, server: ['notEnded'], failures, warnings: [], calls: [] };
  }
  if (state.isNobody) {
    const rest = { failures: [], warnings: [], calls: [] };
    return { statuses: ['complete'], scope: 'local', server: ['unknown'], ...rest };
  }
  const { calls, server, warning, ...asked } = askedOf(cell);
  const failures = [...asked.failures];
  const isCleared = keptNames(cell).length === 0 && !storage.isUnverifiable;
  if (!isCleared) failures.push(storageRefused);
  const isOpen = storage.keepsCompanions || failures.some((it) => it.isOptional);
  const needed = failures.filter(({ isOptional }) => !isOptional);
  const status = isCleared ? (needed.length > 0 ? 'partial' : 'complete') : 'failed';
  return {
    statuses: isOpen && status === 'complete' ? ['complete', 'partial'] : [status],
    scope,
    server,
    failures,
    warnings: warning && isCleared ? [{ step: 'revokeToken', reasons: [warning] }] : [],
    calls,
  };
}

interface Asked {
  calls: ExpectedCall[];
  server: readonly Server[];
  failures: ExpectedFailure[];
  warning?: 'revocationDisabled' | undefined;
}

/** Walks through the state's script until a fault ends it. */
function askedOf(cell: Cell): Asked {
  const { state, scope } = cell;
  const script = scriptOf(state, scope);
  const asked: ExpectedCall[] = [];
  let met: FaultRow | undefined;
  for (const operation of script.calls) {
    const row = faultOn(cell, operation);
    met = row;
    const isFirst = asked.length === 0;
    asked.push(...callsOf(cell, operation, isFirst));
    if (!row) continue;
    const failure = failureOf(cell, operation, row);
    if (failure?.reasons.includes('revocationDisabled')) {
      return { calls: asked, server: notEnded, failures: [], warning: 'revocationDisabled' };
    }
    if (!failure) continue;
    const server = operation === 'GetTokensFromRefreshToken' ? notEnded : row.server;
    return withOwnSession(cell, { calls: asked, server, failures: [failure] });
  }
  if (script.failure) {
    // An attempt that got no answer may have been the one that did it.
    const server = met?.once ? (['unknown', 'notEnded'] as const) : notEnded;
    return withOwnSession(cell, { calls: asked, server, failures: [script.failure] });
  }
  const told: readonly Server[] = met?.once ? ['unknown', 'notEnded'] : notEnded;
  const server: readonly Server[] = script.warning ? told : ['ended'];
  return { calls: asked, server, failures: [], warning: script.warning };
}

const notEnded: readonly Server[] = ['notEnded'];

/** “A global one that was not confirmed still ends this session's own refresh token”, at once where no retry can help. */
function withOwnSession(cell: Cell, asked: Asked): Asked {
  const { scope, state } = cell;
  const [failure] = asked.failures;
  if (scope === 'local' || !failure || failure.reasons.some(isPassing)) return asked;
  if (state.gone?.includes('refreshToken')) {
    const unattempted = {
      step: 'revokeToken',
      reasons: ['notAttempted'],
      isOptional: true,
    } as const;
    return { ...asked, failures: [failure, unattempted] };
  }
  const isSaidDead =
    failure.reasons.includes('sessionRevoked') ||
    (failure.step === 'session' && failure.reasons.includes('sessionExpired'));
  const revoking = callOf(cell, 'RevokeToken');
  if (!state.canRevoke || isSaidDead) {
    const refusal = state.local.failure && ({ ...state.local.failure, isOptional: true } as const);
    const failures = refusal ? [failure, refusal] : [failure];
    return { ...asked, calls: [...asked.calls, { ...revoking, min: 0 }], failures };
  }
  const row = faultOn(cell, 'RevokeToken');
  const refused = row && failureOf(cell, 'RevokeToken', row);
  const isTold = refused && !refused.reasons.includes('revocationDisabled');
  return {
    ...asked,
    calls: [...asked.calls, revoking],
    failures: isTold ? [failure, refused] : [failure],
  };
}

export function faultOn({ faults }: Cell, operation: Operation): FaultRow | undefined {
  const unreachable = Object.values(faults).find((it) => it.unreachable);
  return unreachable ?? faults[operation];
}

function failureOf(cell: Cell, operation: Operation, row: FaultRow): ExpectedFailure | undefined {
  const step = stepOf[operation];
  if (row.reasons) return { step, reasons: row.reasons, errorName: row.errorName };
  // An operation that was done and not answered is asked for once more.
  if (!row.once || !row.isPerformed || !meetsItself(cell, operation)) return undefined;
  const errorName =
    operation === 'GlobalSignOut' ? 'NotAuthorizedException' : 'RefreshTokenReuseException';
  return { step, reasons: ['sessionRevoked'], errorName };
}

/** Whether the second attempt is refused because the first one worked. */
function meetsItself(cell: Cell, operation: Operation): boolean {
  const { state } = cell;
  if (operation === 'RevokeToken' || state.since === 'deleted') return false;
  return operation === 'GlobalSignOut' || state.client?.rotation === true;
}

/** A fresh token that is refused as expired may be refreshed and tried once more. */
function callsOf(cell: Cell, operation: Operation, isFirst: boolean): ExpectedCall[] {
  const call = callOf(cell, operation);
  const mayRefresh = isFirst && faultOn(cell, operation)?.isStale && cell.state.canRevoke;
  if (!mayRefresh) return [call];
  const refresh = { operation: 'GetTokensFromRefreshToken', min: 0, max: 1 } as const;
  return [{ ...call, max: 2 }, refresh];
}

function callOf(cell: Cell, operation: Operation): ExpectedCall {
  const row = faultOn(cell, operation);
  if (!row) return { operation, min: 1, max: 1 };
  if (row.unreachable) return { operation, min: 0, max: 0 };
  if (row.once) return { operation, min: 2, max: maxAttempts };
  const isOurs = operation !== 'GetTokensFromRefreshToken';
  const gapMs = row.isStale ? 0 : Math.max(minGapMs, isOurs ? (row.retryAfterMs ?? 0) : 0);
  return { operation, min: 1, max: row.reasons?.some(isPassing) ? maxAttempts : 1, gapMs };
}

/** The token keys that this storage still holds after all was tried. */
export function keptNames(cell: Cell) {
  const { state, scope, storage } = cell;
  const { calls } = scriptOf(state, scope);
  const row = faultOn(cell, 'GetTokensFromRefreshToken');
  const isRefreshed =
    state.client?.rotation &&
    calls.includes('GetTokensFromRefreshToken') &&
    calls.length > 1 &&
    !(row && failureOf(cell, 'GetTokensFromRefreshToken', row));
  const stored = storedNames(state);
  return storage.keeps.filter(
    (name) => stored.includes(name) || (isRefreshed && !storage.isReadOnly),
  );
}
