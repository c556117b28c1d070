/** Where all of them stand. */
export const PATHS = '/paths';

export const pathPath = (slug: string) => `${PATHS}/${slug}`;

/** Those that I am on. */
export const MY_PATHS = '/account/paths';

/** How far I am on one. */
export const myPathPath = (slug: string) => `${MY_PATHS}/${slug}`;
