'use client';

import { useEffect, useState } from 'react';

import { lastTouched } from './touched';

/** Says how many courses there are whenever a filter changed that; silent as a page is opened. */
export function AnnouncedCount({ text }: { text: string }) {
  const [said, say] = useState('');
  useEffect(() => {
    // What is there from the start is not read out: it has to come in afterwards.
    const timer = setTimeout(() => say(lastTouched() ? text : ''), 100);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}
