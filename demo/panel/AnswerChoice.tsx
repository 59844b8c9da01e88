import { Radio, RadioGroupField, Text } from '@aws-amplify/ui-react';
import { type AnswerName, answers } from './answers';

interface AnswerChoiceProps {
  chosen: AnswerName;
  onChoose: (answer: AnswerName) => void;
}

/** Chooses what the server answers to a global sign-out. */
export function AnswerChoice({ chosen, onChoose }: AnswerChoiceProps) {
  return (
    <RadioGroupField
      className="answers"
      name="answer"
      legend="When asked to sign out of all devices, Cognito is"
      value={chosen}
      onChange={(event) => onChoose(event.target.value as AnswerName)}
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
