import '@/styles/globals.css';

import type { Metadata } from 'next';

import { buttonClass } from '@/ui/button';
import { Wordmark } from '@/ui/wordmark';
import { archivo, inter } from '@/styles/fonts';

export const metadata: Metadata = { title: 'Not found · Perfomix', robots: { index: false } };

/** For addresses outside every language, such as files that are not there. */
export default function GlobalNotFound() {
  return (
    <html lang="en" className={`${inter.variable} ${archivo.variable}`}>
      <body>
        <main className="container-page py-12">
          <Wordmark />
          <h1 className="title-page mt-16 max-w-3xl">There is nothing here</h1>
          <p className="mt-5 max-w-xl text-lg">The address may be old or mistyped.</p>
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- stands outside the app that Link needs */}
          <a href="/" className={`${buttonClass('primary')} mt-8`}>
            To the first page
          </a>
        </main>
      </body>
    </html>
  );
}
