import { jsonForScript } from '@/lib/json-ld';

/** What a page is about, for search engines (schema.org). Data, never run. */
export function JsonLd({ data }: { data: Record<string, unknown> }) {
  const text = jsonForScript({ '@context': 'https://schema.org', ...data });
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
