/** What cached answers are tagged with; the CMS names the same tags when something changes. */
export const tags = {
  course: (slug: string) => `course:${slug}`,
  courses: 'courses',
  producer: (slug: string) => `producer:${slug}`,
  producers: 'producers',
  terms: 'terms',
  site: 'site',
  home: 'home',
  page: (path: string) => `page:${path}`,
  pages: 'pages',
  redirects: 'redirects',
  plans: 'plans',
  bundles: 'bundles',
  paths: 'paths',
} as const;
