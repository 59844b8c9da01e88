import type { ReactNode } from 'react';

interface TwoLabelsProps {
  /** Of the first label. */
  id?: string | undefined;
  label: ReactNode;
  pendingLabel: ReactNode;
  isPending: boolean;
}

/**
 * Displays one of two labels in the room of the wider one, so that a button keeps its width. Renders a `<span>`, each
 * label in its own direction: a name may be written the other way than the page.
 */
export function TwoLabels({ id, label, pendingLabel, isPending }: TwoLabelsProps) {
  return (
    <span data-part="labels">
      <span id={id} dir="auto" data-part="label" hidden={isPending}>
        {label}
      </span>
      <span dir="auto" data-part="pending-label" hidden={!isPending}>
        {pendingLabel}
      </span>
    </span>
  );
}
