import { createRoot } from 'react-dom/client';

/** Renders `useValue` inside `wrap`, and resolves once `isSignedIn` of its value is known: it is undefined until then. */
export function renderHook(wrap, useValue, isSignedIn) {
  return new Promise((resolve) => {
    let value;
    function Probe() {
      value = useValue();
      const signedIn = isSignedIn(value);
      if (signedIn !== undefined) setTimeout(() => resolve({ signedIn, current: () => value }));
      return null;
    }
    createRoot(document.getElementById('root')).render(wrap(<Probe />));
  });
}
