/** Where all of them stand. */
export const BUNDLES = '/bundles';

export const bundlePath = (slug: string) => `${BUNDLES}/${slug}`;
