import type { AuthAdapter } from '../adapter/AuthAdapter';

/** A style sheet may be on its way. */
const lookAfterMs = 1000;

/** Looks, after each commit in development, whether a provider is set up as it should be. */
export function createSetUpCheck(
  adapter: AuthAdapter | undefined,
  warn: (problem: string) => void,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return function check(given: AuthAdapter | undefined, isNested: boolean): () => void {
    if (given !== adapter) {
      warn(
        '<AuthProvider> was given another adapter after its first render and goes on with the first one. Create the adapter once, outside of the component; to change it, give <AuthProvider> a key that changes with it.',
      );
    }
    if (isNested) {
      warn(
        '<AuthProvider> stands inside another <AuthProvider>, so what is inside knows nothing of the outcome that the outer one has. Keep one of them, above everything that uses it.',
      );
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (lacksStyles()) {
        warn(
          "the kit's style sheet is missing, so that notices and menus are unreadable. Import 'amplify-signoff/styles.css' once, beside Amplify UI's own.",
        );
      }
    }, lookAfterMs);
    return () => clearTimeout(timer);
  };
}

/** Whether a part of the kit that is on the screen is not styled; where nothing is laid out, as in jsdom, it can't be told. */
function lacksStyles(): boolean {
  const part = document.querySelector('[data-scope="sign-out"]');
  if (!part || part.getClientRects().length === 0) return false;
  return getComputedStyle(part).getPropertyValue('--_radius') === '';
}
