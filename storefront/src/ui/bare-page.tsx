import type { ReactNode } from 'react';

import { Wordmark } from './wordmark';

interface Props {
  title: string;
  text: string;
  /** The ways on. */
  children: ReactNode;
}

/** A page without the site's frame, where that could not be made or no language is known: our name, a sentence, ways on. */
export function BarePage({ title, text, children }: Props) {
  return (
    <>
      <header className="border-b border-hairline">
        <div className="container-page flex h-16 items-center">
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- stands outside the app that Link needs */}
          <a href="/" aria-label="Perfomix, home">
            <Wordmark />
          </a>
        </div>
      </header>
      <main className="container-page py-20 lg:py-28">
        <h1 className="title-page max-w-3xl">{title}</h1>
        <p className="mt-5 max-w-xl text-lg">{text}</p>
        <p className="mt-8 flex flex-wrap gap-3">{children}</p>
      </main>
    </>
  );
}
