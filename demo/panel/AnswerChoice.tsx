import { Radio, RadioGroupField, Text } from '@aws-amplify/ui-react';
import { useEffect, useState } from 'react';
import { type AnswerName, answers, choose } from './answers';

/** Chooses what the server answers to a global sign-out. */
export function AnswerChoice() {
  const [chosen, setChosen] = useState<AnswerName>('fine');
  useEffect(() => choose(chosen), [chosen]);
  return (
    <RadioGroupField
      className="answers"
      name="answer"
      legend="When asked to sign out of all devices, Cognito is"
      value={chosen}
      onChange={(event) => setChosen(event.target.value as AnswerName)}
    >
      {Object.entries(answers).map(([name, { label, detail }]) => (
        <Radio key={name} value={name}>
          {label}
          <Text as="span" className="answer-detail" variation="tertiary">
            {detail}
          </Text>
        </Radio>
      ))}
    </RadioGroupField>
  );
}
