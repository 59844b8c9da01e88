import { settings } from 'virtual:demo-settings';
import { useEffect, useState } from 'react';
import type { DeviceState } from '../DeviceState';

export interface NamedDevice extends DeviceState {
  name: string;
  origin: string;
}

const unheard: DeviceState = {
  isSignedIn: false,
  isPending: false,
  canRetry: false,
  isGlobal: false,
  isSure: true,
};

/** What each device has told last. */
export function useDevices(): NamedDevice[] {
  const [devices, setDevices] = useState(() =>
    settings.devices.map(({ name, origin }) => ({ ...unheard, name, origin })),
  );
  useEffect(() => {
    const hear = ({ origin, data }: MessageEvent<Partial<DeviceState>>) =>
      setDevices((current) => follow(current, origin, data));
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  return devices;
}

function follow(devices: NamedDevice[], origin: string, news: Partial<DeviceState>): NamedDevice[] {
  if (devices.every((device) => device.origin !== origin)) return devices;
  const leavesDoubt = news.isGlobal && !news.isSignedIn;
  return devices.map((device) => {
    if (device.origin === origin) return { ...device, ...news };
    return leavesDoubt ? { ...device, isSure: false } : device;
  });
}
