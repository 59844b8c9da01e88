import type { AuthEvent } from '../../adapter/AuthAdapter';
import type { AdapterCheck } from './AdapterStage';
import { eventually, hold } from './hold';
import { holdAttempt } from './holdAttempt';
import { signedIn } from './signedIn';

/** Who is signed in, and what is told of it. */
export const sessionChecks: Readonly<Record<string, AdapterCheck>> = {
  'names nobody, then whoever has signed in': async (setUp) => {
    const { adapter, signIn } = await setUp();
    const before = await adapter.getCurrentUser();
    hold(before === null, 'getCurrentUser() is null while nobody is signed in', before);
    await signIn();
    const user = await adapter.getCurrentUser();
    const names = [user?.userId, user?.username, user?.displayName];
    const areNames = names.every((name) => name && typeof name === 'string');
    hold(areNames, 'a user has userId, username and displayName', user);
  },

  'tells of a sign-in, and of an end elsewhere, once each': async (setUp) => {
    const { adapter, signIn, endElsewhere } = await setUp();
    const events: AuthEvent[] = [];
    const stop = adapter.subscribe((event) => events.push(event));
    await signIn();
    await eventually(
      () => events.length > 0,
      'a sign-in is told',
      () => events,
    );
    const [first] = events;
    const user = await adapter.getCurrentUser();
    const isWho = first?.type === 'signedIn' && first.user.userId === user?.userId;
    hold(isWho, 'a sign-in is told with who it is', { first, user });
    await endElsewhere();
    await eventually(
      () => events.length > 1,
      'the end of a session is told',
      () => events,
    );
    const [, second] = events;
    const isEnd = second?.type === 'signedOut' && second.by !== 'user';
    hold(
      isEnd && events.length === 2,
      'an end elsewhere is told once, as none of the user',
      events,
    );
    const after = await adapter.getCurrentUser();
    hold(after === null, 'getCurrentUser() is null after the session ended', after);
    stop();
  },

  'tells nothing to whoever has stopped listening': async (setUp) => {
    const { adapter, signIn } = await setUp();
    const events: AuthEvent[] = [];
    const unheard: AuthEvent[] = [];
    const stop = adapter.subscribe((event) => events.push(event));
    adapter.subscribe((event) => unheard.push(event))();
    await signIn();
    await eventually(
      () => events.length > 0,
      'a sign-in is told',
      () => events,
    );
    stop();
    hold(unheard.length === 0, 'what subscribe() returns stops it', unheard);
  },

  'is complete without a word where nobody is signed in': async (setUp) => {
    const { adapter } = await setUp();
    const events: AuthEvent[] = [];
    const stop = adapter.subscribe((event) => events.push(event));
    const { status, scope, server } = await holdAttempt(
      adapter,
      await adapter.signOut({ scope: 'global' }),
    );
    const isNobody = status === 'complete' && scope === 'local' && server === 'unknown';
    hold(isNobody, "nobody: complete, scope: 'local', server: 'unknown'", {
      status,
      scope,
      server,
    });
    stop();
    hold(events.length === 0, 'nothing is told where nobody was signed in', events);
  },

  'says beforehand whether all devices can be signed out': async (setUp) => {
    for (const canSignOutGlobally of [true, false]) {
      const { adapter } = await signedIn(setUp, { canSignOutGlobally });
      const says = (await adapter.canSignOutGlobally?.()) ?? true;
      const outcome = await holdAttempt(adapter, await adapter.signOut({ scope: 'global' }));
      const isMissing =
        outcome.status === 'partial' &&
        outcome.failures.some(({ reason }) => reason === 'missingScope');
      const isSo = says ? outcome.status === 'complete' : isMissing;
      hold(isSo, 'where canSignOutGlobally() says no it is partial, missingScope', outcome);
    }
  },
};
