'use client';

import { useId, useState } from 'react';

import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

interface Props {
  link: string;
  labels: { link: string; hint: string; copy: string; copied: string };
}

/** A link to hand on by oneself. Without scripts it can be selected where it stands. */
export function GiftLink({ link, labels }: Props) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    // Where the browser does not let us the link stands there to be copied by hand.
    navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="mt-6">
      <label htmlFor={id} className="mb-2 block text-sm font-semibold text-ink">
        {labels.link}
      </label>
      <div className="flex flex-wrap gap-2">
        <input id={id} readOnly value={link} aria-describedby={`${id}-hint`} className="min-h-11 min-w-0 flex-1 basis-56 rounded-card border border-control bg-bg px-4 text-sm text-ink" />
        <Button look="outline" onClick={copy}>
          <Icon name={isCopied ? 'check' : 'link'} />
          <span aria-live="polite">{isCopied ? labels.copied : labels.copy}</span>
        </Button>
      </div>
      <p id={`${id}-hint`} className="mt-2 text-sm text-muted">
        {labels.hint}
      </p>
    </div>
  );
}
