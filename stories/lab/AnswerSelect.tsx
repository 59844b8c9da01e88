import { SelectField } from '@aws-amplify/ui-react';
import { useSyncExternalStore } from 'react';
import { answers, type Operation } from './answers';
import { fakeCognito } from './FakeCognito';

/** Chooses what Cognito answers to one operation. */
export function AnswerSelect({ operation }: { operation: Operation }) {
  const state = useSyncExternalStore(fakeCognito.subscribe, fakeCognito.get);
  return (
    <SelectField
      label={`To ${operation}, Cognito answers`}
      value={state.answers[operation]}
      onChange={({ target }) =>
        fakeCognito.set({ answers: { ...state.answers, [operation]: target.value } })
      }
    >
      {Object.entries(answers[operation]).map(([name, { label }]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </SelectField>
  );
}
