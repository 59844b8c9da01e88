import { settings } from 'virtual:demo-settings';
import { Amplify } from 'aws-amplify';
import { renderPage } from '../renderPage';
import { DeviceApp } from './DeviceApp';

const id = new URLSearchParams(location.search).get('device');
const device = settings.devices.find((candidate) => candidate.id === id);
if (!device) throw new Error(`There is no device ${id}: open the demo's first page.`);

document.title = device.name;
Amplify.configure(device.amplifyConfig);
renderPage(<DeviceApp />);
