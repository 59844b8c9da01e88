import { Button, Text } from '@aws-amplify/ui-react';
import { fetchAuthSession } from 'aws-amplify/auth';
import { useState } from 'react';
import { tellPanel } from './tellPanel';

/** Asks Cognito to renew the session. Where it refuses, Amplify drops the session and the sign-in screen appears. */
export function SessionCheck() {
  const [answer, setAnswer] = useState('');

  async function check() {
    setAnswer('Asking Cognito…');
    setAnswer(await renew());
    tellPanel({ isSure: true });
  }

  return (
    <section className="session-check" aria-labelledby="session-check">
      <Text as="h2" id="session-check" fontWeight="bold">
        Is this device still signed in?
      </Text>
      <Button size="small" onClick={check}>
        Check my session
      </Button>
      <Text role="status">{answer}</Text>
    </section>
  );
}

async function renew(): Promise<string> {
  try {
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    if (!tokens) return 'No: Cognito refused to renew this session.';
    return `Yes: Cognito renewed this session at ${new Date().toLocaleTimeString()}.`;
  } catch (error) {
    return `Cognito gave no answer (${error instanceof Error ? error.name : 'unknown'}).`;
  }
}
