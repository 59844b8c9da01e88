import { expect, test } from 'vitest';
import { nextStep } from '../../demo/panel/nextStep';

const device = { isSignedIn: true, isPending: false, canRetry: false, isGlobal: false };
const laptop = { ...device, name: 'Laptop', isSure: true };
const phone = { ...device, name: 'Phone', isSure: true };
const gone = { isSignedIn: false, isGlobal: true };

test('while one device asks Cognito, the other one can wait', () => {
  const devices = [
    { ...laptop, isPending: true },
    { ...phone, isSure: false },
  ] as const;
  expect(nextStep(devices, 'silent')).toContain('Wait for the laptop');
});

test('whoever signed out, the other device is the one to look at', () => {
  const devices = [
    { ...laptop, isSure: false },
    { ...phone, ...gone, canRetry: true },
  ];
  expect(nextStep(devices, 'down')).toContain('Now look at the laptop');
});

test('what can be tried again comes before a sign-in, and needs an answer that can work', () => {
  const devices = [{ ...laptop, ...gone, canRetry: true }, phone];
  expect(nextStep(devices, 'silent')).toContain('Choose “Fine”');
  expect(nextStep(devices, 'fine')).toContain('“Try again” on the laptop');
});

test('after a sign-out of one device only, it is the one to sign in on', () => {
  expect(nextStep([laptop, { ...phone, isSignedIn: false }], 'fine')).toContain('on the phone too');
});
