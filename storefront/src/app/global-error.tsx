'use client';

import '@/styles/globals.css';

import { Button } from '@/ui/button';
import { archivo, inter } from '@/styles/fonts';

/** Where even the frame around pages could not be made, and with it no language is known. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={`${inter.variable} ${archivo.variable}`}>
      <body>
        <title>That did not work · Perfomix</title>
        <main className="container-page py-24">
          <h1 className="title-page max-w-3xl">That did not work</h1>
          <p className="mt-5 max-w-xl text-lg">Something on our side failed. Try again; if it stays like this, come back in a few minutes.</p>
          <Button className="mt-8" onClick={retry}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  );
}
