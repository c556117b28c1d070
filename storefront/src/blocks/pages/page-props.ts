import type { PageDocument } from '@/lib/api/schema';

export type PageKind = PageDocument['type'];
export type PageOf<Kind extends PageKind> = { [Each in Kind]: Extract<PageDocument, { type: Each }> }[Kind];

/** What was asked for in the address's query; empty on pages that are kept. */
export interface Asked {
  q?: string;
  tag?: string;
  cursor?: string;
}

export interface PageProps<Kind extends PageKind> {
  page: PageOf<Kind>;
  asked: Asked;
}
