export const bundlePath = (slug: string) => `/bundles/${slug}`;
