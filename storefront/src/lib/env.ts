import 'server-only';

function address(name: string, fallback: string): string {
  return (process.env[name] || fallback).replace(/\/+$/, '');
}

/** Where the API answers this server. Read at run time, so that one build serves every place. */
export const apiUrl = () => address('API_URL', 'http://localhost:8000');

/** Where people find this storefront: what canonical addresses and letters begin with. */
export const siteUrl = () => address('SITE_URL', 'http://localhost:3000');

/** Whether people reach us over TLS, which decides how cookies are named and marked. */
export const isSecure = () => siteUrl().startsWith('https://');

/** Where the people who write are: the only place that may put a preview into a frame. */
export const adminUrl = () => address('ADMIN_URL', 'http://localhost:8000');

/** Where large films are fetched when they lie in a bucket; empty when the API serves them itself. */
export const mediaOrigin = () => address('MEDIA_ORIGIN', '');

/** What Perfomix and this server know each other by. Without one neither believes the other. */
export const storefrontSecret = () => process.env.STOREFRONT_SECRET ?? '';
