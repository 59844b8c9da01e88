import { settings } from 'virtual:demo-settings';
import { Heading, Text } from '@aws-amplify/ui-react';
import { describeSessions } from './describeSessions';
import { useSessions } from './useSessions';

/** What the pool itself holds of each device, whatever the device believes. */
export function SessionList() {
  const sessions = useSessions();
  return (
    <section aria-labelledby="sessions">
      <Heading level={2} id="sessions" className="section-title">
        What Cognito holds
      </Heading>
      <ul className="sessions" aria-live="polite">
        {settings.devices.map(({ id, name, clientId }) => {
          const own = sessions?.filter((session) => session.clientId === clientId) ?? [];
          return (
            <li key={id} data-live={own.at(-1)?.live ?? false}>
              <Text as="span">
                {name}: {sessions ? describeSessions(own) : 'the local Cognito can’t be reached'}
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
