'use client';

import type { ReactNode } from 'react';

import { Link } from '@/i18n/navigation';
import { forgetSummary } from '@/features/session/use-summary';

import { whereItLeads } from './where-it-leads';

interface Props {
  id: string;
  url: string;
  isRead: boolean;
  children: ReactNode;
}

/** The way to what a notice is about. Who goes there has read it. */
export function NoticeLink({ id, url, isRead, children }: Props) {
  const way = whereItLeads(url);
  if (!way) return <>{children}</>;
  const onClick = () => {
    if (!isRead) void markRead(id);
  };
  const look = 'after:absolute after:inset-0 after:rounded-card hover:underline';
  return way.isHere ? (
    <Link href={way.href} prefetch={false} onClick={onClick} className={look}>
      {children}
    </Link>
  ) : (
    <a href={way.href} onClick={onClick} className={look}>
      {children}
    </a>
  );
}

async function markRead(id: string): Promise<void> {
  const sent = fetch(`/api/v1/me/notices/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is_read: true }),
    keepalive: true,
  });
  // It stays unread where this fails, which is as true.
  await sent.then(forgetSummary, () => {});
}
