import { settings } from 'virtual:demo-settings';
import { Heading, Text } from '@aws-amplify/ui-react';
import { AnswerChoice } from './AnswerChoice';
import { DeviceFrame } from './DeviceFrame';
import { SessionList } from './SessionList';

/** Two devices of one person, and the panel that decides what the server answers. */
export function DemoPage() {
  return (
    <main className="page">
      <header>
        <Heading level={1} className="page-title">
          One person, two devices
        </Heading>
        <Text>
          Sign in on both, then sign out of all devices on one of them, and see what became of the
          other.
        </Text>
      </header>
      <div className="panel">
        <AnswerChoice />
        <SessionList />
      </div>
      <div className="devices">
        {settings.devices.map((device) => (
          <DeviceFrame key={device.id} device={device} />
        ))}
      </div>
    </main>
  );
}
