import { Heading } from '@aws-amplify/ui-react';
import type { Device } from '../DemoSettings';

/** A device on its own origin. */
export function DeviceFrame({ device: { id, name, origin } }: { device: Device }) {
  return (
    <section aria-labelledby={id}>
      <Heading level={2} id={id} className="section-title">
        {name}
      </Heading>
      <iframe className="screen" title={name} src={`${origin}/device.html?device=${id}`} />
    </section>
  );
}
