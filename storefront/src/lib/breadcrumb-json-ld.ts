/** The way to a page for search engines; the last is the page itself. */
export function breadcrumbJsonLd(crumbs: { name: string; href?: string }[], site: string): Record<string, unknown> {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, href }, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      name,
      ...(href && { item: `${site}${href}` }),
    })),
  };
}
