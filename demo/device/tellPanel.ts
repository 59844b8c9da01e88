import type { DeviceState } from '../DeviceState';

/** Nothing secret, so any page that frames a device may hear it. */
export function tellPanel(news: Partial<DeviceState>) {
  parent.postMessage(news, '*');
}
