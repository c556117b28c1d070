'use client';

import { useEffect } from 'react';

import { useRouter } from '@/i18n/navigation';

import { linkInPreview } from './links';

const EVERY_MS = 3000;

interface Props {
  id: string;
  version: string;
  /** The admin's origin, in whose panel the preview may stand. */
  admin: string;
  /** The course that is previewed. */
  course: string | null;
}

/** Keeps a draft current and in its place, and keeps its links within the preview. */
export function PreviewFollower({ id, version, admin, course }: Props) {
  const router = useRouter();

  useEffect(() => {
    if (window.parent !== window) return;
    const timer = setInterval(async () => {
      if (document.hidden) return;
      const answer = await fetch(`/preview/${id}/version`).catch(() => null);
      if (answer?.status === 401) router.refresh();
      if (answer?.ok && ((await answer.json()) as { version: string }).version !== version) router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [id, version, router]);

  useEffect(() => {
    if (window.parent === window) return;
    const tell = (message: object) => window.parent.postMessage({ wagtail: { ...message, origin: location.origin } }, admin);
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin !== admin || source !== window.parent) return;
      const asked = data?.wagtail;
      if (asked?.type === 'w-preview:get-scroll-position') {
        tell({ type: 'w-preview:set-scroll-position', x: window.scrollX, y: window.scrollY });
      } else if (asked?.type === 'w-preview:set-scroll-position') {
        window.scrollTo({ left: Number(asked.x) || 0, top: Number(asked.y) || 0, behavior: 'instant' });
      }
    };
    window.addEventListener('message', listen);
    tell({ type: 'w-preview:request-scroll' });
    return () => window.removeEventListener('message', listen);
  }, [admin]);

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link || link.origin !== location.origin || (link.pathname === location.pathname && link.hash)) return;
      const path = linkInPreview(link.pathname, id, course);
      if (path && !event.metaKey && !event.ctrlKey) {
        event.preventDefault();
        event.stopPropagation();
        router.push(path);
      } else if (!path && window.parent !== window) {
        // The panel shows previews alone.
        link.target = '_blank';
        event.stopPropagation();
      }
    };
    document.addEventListener('click', follow, { capture: true });
    return () => document.removeEventListener('click', follow, { capture: true });
  }, [id, course, router]);

  return null;
}
