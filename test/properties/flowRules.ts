import { inspect } from 'node:util';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { judgeSecrets } from '../contract/rules';
import type { Click, FlowRun } from './playFlow';
import { complaints, isMixedUp, storedElsewhere } from './rules';

type FlowRule = (run: FlowRun) => string[];

const forEachClick =
  (rule: (click: Click, run: FlowRun) => string[]): FlowRule =>
  (run) =>
    run.clicks.flatMap((click) => rule(click, run));

const everyClickSettles = forEachClick((click, { world, hooksMs }) => {
  const what = `${click.does} at ${click.at}`;
  if (click.rejected) return [`${what} rejected`];
  if (!click.settled) return [`${what} never settled`];
  const before = world.schedule.hooks.before === 'slow' ? 3000 : 0;
  // A click on a retry that runs, or on a sign-out of someone else's, waits for it and starts its own.
  const most = 2 * (before + world.schedule.settings.deadlineMs + hooksMs + 20) + 5000;
  const took = click.settled.at - click.at;
  return took > most ? [`${what} took ${took} ms`] : [];
});

/** What somebody who clicked is told is true of what was there when they clicked. */
const everyClickIsTold = forEachClick((click, run) => {
  const { world } = run;
  const { outcome, settled, signedIn, does, at } = click;
  // A storage that takes its time may have found someone who came just after the click.
  if (!outcome || !settled || does === 'retry' || !world.storage.isPrompt) return [];
  // Once Amplify is configured anew, whom the click meant is nobody whom it could find.
  if (at <= (world.configuredAt ?? -1)) return [];
  const what = `the click at ${at} was told ${outcome.status}/${outcome.scope}`;
  const complaints: string[] = [];
  const left = settled.stored.filter(
    (token) => world.cognito.sessionOf(token) === signedIn && !storedElsewhere(world, token),
  );
  if (outcome.signedOutLocally && signedIn && left.length) {
    complaints.push(`${what}, and ${left.length} tokens of its session are stored`);
  }
  const isGlobal = outcome.status === 'complete' && outcome.scope === 'global';
  if (isGlobal && signedIn) {
    // Another tab may store an ended session again in the moment of the click.
    const whom = click.whom ?? signedIn.username;
    const alive = click.sessions.filter(
      (session) => session.username === whom && settled.live.has(session),
    );
    if (alive.length) complaints.push(`${what}, and ${alive.map(({ id }) => id)} live on`);
  }
  return complaints;
});

const noIsNo: FlowRule = ({ world, chains }) =>
  world.schedule.hooks.before === 'no' && chains.length
    ? ['beforeSignOut said no, and somebody was signed out']
    : [];

/** At rest nothing is pending, and what is shown is what was told. */
const comesToRest: FlowRule = ({ shown, clicks }) =>
  shown.flatMap(({ states }) => {
    const last = states.at(-1);
    if (!last || last.status === 'pending') return ['a flow is still pending when all is over'];
    // A provider may show what the other one was told first.
    const isTold = shown.some(({ told }) => last.outcome && told.includes(last.outcome));
    if (last.outcome && !isTold) return ['what is shown was never told'];
    return clicks.length && last.status !== 'idle' && last.status !== last.outcome?.status
      ? [`${last.status} is shown with the outcome ${last.outcome?.status}`]
      : [];
  });

/** A retry is offered only where there is something to retry. */
const noRetryForever: FlowRule = ({ shown }) =>
  shown.flatMap(({ states }) => {
    const last = states.at(-1);
    return last?.status === 'partial' && last.canRetry ? ['a retry is offered past its time'] : [];
  });

const dismissedIsForgotten: FlowRule = ({ keptAfterDismissal }) =>
  keptAfterDismissal.map((at) => `a token is revealed after the dismissal at ${at}`);

const failedAt = (outcome: SignOutOutcome | null) =>
  outcome?.status === 'failed' ? outcome.failures[0].step : null;

/** Two providers that both tell an outcome tell the same, but for why a retry by itself was in vain; and one shows it. */
const oneOutcome: FlowRule = ({ shown, world }) => {
  // Of two sessions, each of which ends by a click of its own, both are told.
  if (world.schedule.events.some(({ does }) => /^(signIn|reconfigure)/.test(does))) return [];
  const [one, other] = shown.map(({ states }) => states.at(-1));
  if (!one?.outcome || !other?.outcome) return [];
  // What an app's own part fails at is that app's.
  if ([one, other].some(({ outcome }) => failedAt(outcome) === 'prepare')) return [];
  const [said, elsewhere] = [one.outcome, other.outcome].map(
    ({ status, scope, server }) => `${status}/${scope}/${server}`,
  );
  return [
    ...(said === elsewhere ? [] : [`one provider says ${said}, and the other one ${elsewhere}`]),
    ...(one.isElsewhere === other.isElsewhere
      ? [`${one.isElsewhere ? 'none' : 'both'} show it`]
      : []),
  ];
};

/** The app is told the same again only where somebody has clicked again. */
const toldOnce: FlowRule = ({ shown, clicks }) =>
  shown.flatMap(({ told }) => {
    const all = told.map((outcome) => JSON.stringify(outcome));
    const again = all.filter((it, place) => it === all[place - 1]);
    return again.length > Math.max(0, clicks.length - 1) ? [`told again: ${again}`] : [];
  });

const stateStaysSecret: FlowRule = ({ world, shown }) => {
  return judgeSecrets(inspect(shown, { depth: null }), [...world.cognito.issued.keys()]);
};

const rules: Record<string, FlowRule> = {
  everyClickSettles,
  everyClickIsTold,
  noIsNo,
  comesToRest,
  noRetryForever,
  dismissedIsForgotten,
  oneOutcome,
  toldOnce,
  stateStaysSecret,
};

/** Everything that a run of the flow did wrong, and the adapter below it. */
export function flowComplaints(run: FlowRun): string[] {
  if (isMixedUp(run)) return [];
  const own = Object.entries(rules).flatMap(([name, rule]) =>
    rule(run).map((complaint) => `${name}: ${complaint}`),
  );
  return [...own, ...complaints(run)];
}
