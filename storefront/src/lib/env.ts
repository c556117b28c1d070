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
