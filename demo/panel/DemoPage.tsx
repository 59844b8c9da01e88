import { settings } from 'virtual:demo-settings';
import { Heading } from '@aws-amplify/ui-react';
import { useEffect, useState } from 'react';
import { AnswerChoice } from './AnswerChoice';
import { type AnswerName, choose } from './answers';
import { DeviceFrame } from './DeviceFrame';
import { NextStep } from './NextStep';
import { SessionList } from './SessionList';

/** Two devices of one person, and the panel that decides what the server answers. */
export function DemoPage() {
  const [answer, setAnswer] = useState<AnswerName>('fine');
  useEffect(() => choose(answer), [answer]);
  return (
    <main className="page">
      <Heading level={1} className="page-title">
        One person, two devices
      </Heading>
      <NextStep answer={answer} />
      <div className="panel">
        <AnswerChoice chosen={answer} onChoose={setAnswer} />
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
