import {
  type AdapterStage,
  createScriptedAdapter,
  outcome,
  type SetUpStage,
} from '../../src/testing';

const names = ['Alice', 'Bob'];

/** A stage of a scripted adapter, which `change` may break. */
export const scriptedStage =
  (change: (adapter: AdapterStage['adapter']) => Partial<AdapterStage['adapter']> = () => ({})) =>
  async ({ canSignOutGlobally = true }: Parameters<SetUpStage>[0] = {}): Promise<AdapterStage> => {
    let isBusy = false;
    const next = () => (isBusy ? outcome.partial() : outcome.complete());
    const outcomes = canSignOutGlobally ? [next] : [];
    const adapter = createScriptedAdapter({ user: null, outcomes, canSignOutGlobally });
    const left = names.map((name) => ({ userId: name, username: name, displayName: name }));
    return {
      adapter: { ...adapter, ...change(adapter) },
      async signIn() {
        for (const person of left.splice(0, 1)) adapter.signIn(person);
      },
      endElsewhere: async () => adapter.endSession('otherTab'),
      setBusy(isBusyNow) {
        isBusy = isBusyNow;
      },
    };
  };
