import { describe, expect, test } from 'vitest';
import { createScriptedAdapter, outcome, type ScriptedAdapterOptions } from '../../src/testing';

describe('a script that can’t be played is told of', () => {
  const user = { userId: 'b', username: 'bea' };
  const contradictory = [{ step: 'clearLocal', reason: 'storage', retryable: true }] as const;

  test.each<[what: string, options: unknown, sentence: string]>([
    ['an option that there is not', { outcome: [] }, "no option 'outcome'"],
    ['the outcomes alone', [outcome.partial()], "no option '0'"],
    ['nothing', null, "no option 'null'"],
    ['one outcome', { outcomes: outcome.partial() }, 'outcomes is {"status":"partial"'],
    ['a name', { outcomes: [outcome.partial(), 'partial'] }, 'outcomes[1] is "partial", which'],
    ['a hole', { outcomes: [undefined] }, 'outcomes[0] is undefined, which'],
    ['half an outcome', { outcomes: [{ status: 'failed' }] }, 'outcomes[0] is {"status":"failed"}'],
    ['no failure', { outcomes: [outcome.partial({ failures: [] as never })] }, 'outcomes[0] is'],
    [
      'a retry that can’t help',
      { outcomes: [outcome.failed({ failures: contradictory })] },
      'which of them are retryable',
    ],
    ['no time', { latencyMs: '300' }, 'latencyMs is "300"'],
    ['a time that is over', { latencyMs: -1 }, 'latencyMs is -1'],
    ['for ever', { latencyMs: Number.POSITIVE_INFINITY }, 'a function that returns a promise'],
    ['a user without a name', { user }, 'user lacks one of userId, username and displayName'],
    ['a question', { canSignOutGlobally: () => false }, 'canSignOutGlobally is () => false'],
  ])('%s', (_, options, sentence) => {
    const create = () => createScriptedAdapter(options as ScriptedAdapterOptions);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(/^createScriptedAdapter: .*\. .*\.$/);
    expect(create).toThrow(sentence);
  });

  test.each([undefined, null, 'complete'])('a function that returns %s', async (given) => {
    const adapter = createScriptedAdapter({ outcomes: [() => given as never] });
    const promise = adapter.signOut({ scope: 'local' });
    await expect(promise).rejects.toThrow(`what outcomes[0] plays is ${JSON.stringify(given)}`);
  });

  test('an error that a function throws', async () => {
    const outcomes = [() => Promise.reject(new Error('of the test itself'))];
    const promise = createScriptedAdapter({ outcomes, latencyMs: 10 }).signOut({ scope: 'local' });
    await expect(promise).rejects.toThrow('of the test itself');
  });

  test('nobody, nothing and no outcome, from outside', () => {
    const adapter = createScriptedAdapter();
    expect(() => adapter.signIn(null as never)).toThrow('the user of signIn() lacks one of');
    expect(() => adapter.endSession('timeout' as never)).toThrow('ends a session by "timeout"');
    expect(() => adapter.endSession('otherTab', {} as never)).toThrow(
      'the outcome of endSession()',
    );
  });
});
