import type { MetadataRoute } from 'next';

/** What a phone shows of the site once it is put among its programs. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Perfomix',
    short_name: 'Perfomix',
    description: 'Learn from the people on stage.',
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#0f0f1a',
    theme_color: '#0f0f1a',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
