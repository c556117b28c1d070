import type { ReactNode } from 'react';

/** What a page that is one form is for. */
export function FormHeading({ title, text }: { title: string; text?: ReactNode }) {
  return (
    <div>
      <h1 className="title-own sm:text-4xl">{title}</h1>
      {text && <p className="mt-3 leading-relaxed">{text}</p>}
    </div>
  );
}
