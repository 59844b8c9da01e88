import { Text } from '@aws-amplify/ui-react';
import type { AnswerName } from './answers';
import { nextStep } from './nextStep';
import { useDevices } from './useDevices';

/** What to do next in the story, spoken when it changes. */
export function NextStep({ answer }: { answer: AnswerName }) {
  return (
    <Text className="next-step" role="status">
      {nextStep(useDevices(), answer)}
    </Text>
  );
}
