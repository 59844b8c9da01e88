/** Displays a way out, or several screens for all devices. */
export function SignOutIcon({ global }: { global: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" data-part={global ? 'devices' : 'way-out'}>
      <path
        d={global ? 'M12 17H3V4h16v4M8 21h5M16 11h5v10h-5z' : 'M10 4H4v16h6M15 7l5 5-5 5M20 12H9'}
      />
    </svg>
  );
}
