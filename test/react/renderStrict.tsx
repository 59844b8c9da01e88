import { act, render } from '@testing-library/react';
import { type ReactElement, StrictMode } from 'react';

/** Renders in StrictMode and waits until the provider knows who is signed in. */
export async function renderStrict(ui: ReactElement) {
  const view = render(ui, { wrapper: StrictMode });
  await act(async () => {});
  return view;
}

/** Lets timers of zero milliseconds fire. */
export const nextTask = () => act(() => new Promise((resolve) => setTimeout(resolve, 10)));
