import type { ReactNode } from 'react';

interface TwoLabelsProps {
  label: ReactNode;
  pendingLabel: ReactNode;
  isPending: boolean;
  /** The whole label, where it may be cut. */
  title?: string | undefined;
}

/**
 * Displays one of two labels in the room of the wider one, so that a button keeps its width. Renders a `<span>`, each
 * label in its own direction: a name may be written the other way than the page.
 */
export function TwoLabels({ label, pendingLabel, isPending, title }: TwoLabelsProps) {
  return (
    <span data-part="labels">
      <span
        dir="auto"
        data-part="label"
        title={title}
        // An app's reset would take the room of what is hidden by the attribute of that name.
        data-hidden={isPending || undefined}
        // Where it stays in view, the other one is what there is to hear.
        aria-hidden={isPending || undefined}
      >
        {label}
      </span>
      <span
        dir="auto"
        data-part="pending-label"
        data-hidden={!isPending || undefined}
        aria-hidden={!isPending || undefined}
      >
        {pendingLabel}
      </span>
    </span>
  );
}
