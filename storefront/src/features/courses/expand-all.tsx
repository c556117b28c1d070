'use client';

import { useState } from 'react';

/** Opens every chapter within the element of this id, and closes them again. Only where scripts run. */
export function ExpandAll({ within, labels }: { within: string; labels: { open: string; close: string } }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={within}
      className="min-h-11 text-sm font-semibold text-accent-text underline-offset-4 hover:underline noscript:hidden"
      onClick={() => {
        for (const each of document.getElementById(within)?.querySelectorAll('details') ?? []) each.open = !isOpen;
        setOpen(!isOpen);
      }}
    >
      {isOpen ? labels.close : labels.open}
    </button>
  );
}
