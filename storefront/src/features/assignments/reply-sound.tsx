'use client';

import { useRef } from 'react';

import { useRenewedAddress } from './renewed-address';

/** What a teacher says aloud. */
export function ReplySound({ url, name }: { url: string; name: string }) {
  const sound = useRef<HTMLAudioElement>(null);
  useRenewedAddress(() => sound.current);
  return <audio ref={sound} controls preload="metadata" src={url} aria-label={name} className="w-full" />;
}
