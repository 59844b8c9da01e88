import type { ResourcesConfig } from 'aws-amplify';

/** What the pages are told about the pool. */
export interface DemoSettings {
  endpoint: string;
  user: { username: string; password: string; name: string };
  devices: Device[];
}

export interface Device {
  id: 'laptop' | 'phone';
  name: string;
  origin: string;
  /** An app client each, so that the pool's record tells the devices apart. */
  clientId: string;
  amplifyConfig: ResourcesConfig;
}
