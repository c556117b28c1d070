import '@/styles/globals.css';

import type { Metadata } from 'next';

import { BarePage } from '@/ui/bare-page';
import { buttonClass } from '@/ui/button';
import { archivo, inter } from '@/styles/fonts';

export const metadata: Metadata = { title: 'Not found · Perfomix', robots: { index: false } };

/** For addresses outside every language, such as files that are not there. */
export default function GlobalNotFound() {
  return (
    <html lang="en" className={`${inter.variable} ${archivo.variable}`}>
      <body>
        <BarePage title="There is nothing here" text="The address may be old or mistyped.">
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- stands outside the app that Link needs */}
          <a href="/" className={buttonClass('primary')}>
            To the first page
          </a>
        </BarePage>
      </body>
    </html>
  );
}
