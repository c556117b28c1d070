export const givePath = (slug: string) => `/give/${slug}`;

export const giftPath = (code: string) => `/gifts/${code}`;
