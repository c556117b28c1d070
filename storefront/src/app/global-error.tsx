'use client';

import '@/styles/globals.css';

import { BarePage } from '@/ui/bare-page';
import { Button, buttonClass } from '@/ui/button';
import { archivo, inter } from '@/styles/fonts';

/** Where even the frame around pages could not be made, and with it no language is known. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={`${inter.variable} ${archivo.variable}`}>
      <body>
        <title>That did not work · Perfomix</title>
        <BarePage title="That did not work" text="Something on our side failed. Try again; if it stays like this, come back in a few minutes.">
          <Button onClick={retry}>Try again</Button>
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- stands outside the app that Link needs */}
          <a href="/" className={buttonClass('quiet')}>
            To the first page
          </a>
        </BarePage>
      </body>
    </html>
  );
}
