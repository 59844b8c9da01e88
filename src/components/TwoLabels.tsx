import type { ReactNode } from 'react';

interface TwoLabelsProps {
  /** Of the first label. */
  id?: string | undefined;
  label: ReactNode;
  pendingLabel: ReactNode;
  isPending: boolean;
}

/** Displays one of two labels in the room of the wider one, so that a button keeps its width. Renders a `<span>`. */
export function TwoLabels({ id, label, pendingLabel, isPending }: TwoLabelsProps) {
  return (
    <span data-part="labels">
      <span id={id} data-part="label" hidden={isPending}>
        {label}
      </span>
      <span data-part="pending-label" hidden={!isPending}>
        {pendingLabel}
      </span>
    </span>
  );
}
