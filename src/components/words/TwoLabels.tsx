import type { ReactNode } from 'react';

interface TwoLabelsProps {
  label: ReactNode;
  pendingLabel: ReactNode;
  isPending: boolean;
}

/**
 * Displays one of two labels in the room of the wider one, so that a button keeps its width. Renders a `<span>`, each
 * label in its own direction: a name may be written the other way than the page.
 */
export function TwoLabels({ label, pendingLabel, isPending }: TwoLabelsProps) {
  return (
    <span data-part="labels">
      <span dir="auto" data-part="label" hidden={isPending}>
        {label}
      </span>
      <span dir="auto" data-part="pending-label" hidden={!isPending}>
        {pendingLabel}
      </span>
    </span>
  );
}
