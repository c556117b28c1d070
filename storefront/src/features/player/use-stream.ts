'use client';

import { useEffect } from 'react';

const STREAM_TYPES = /mpegurl/i;

/** Plays a segmented stream where the browser cannot by itself; its library is fetched only then. */
export function useStream(element: HTMLMediaElement | null, url: string, contentType: string): void {
  const isStream = STREAM_TYPES.test(contentType) || /\.m3u8(?:$|\?)/.test(url);
  useEffect(() => {
    if (!element || !isStream || element.canPlayType('application/vnd.apple.mpegurl')) return;
    let isLeft = false;
    let leave = () => {};
    void import('hls.js/light').then(({ default: Hls }) => {
      if (isLeft || !Hls.isSupported()) return;
      const stream = new Hls();
      stream.loadSource(url);
      stream.attachMedia(element);
      leave = () => stream.destroy();
    });
    return () => {
      isLeft = true;
      leave();
    };
  }, [element, url, isStream]);
}
