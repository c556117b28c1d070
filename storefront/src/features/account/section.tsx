import type { ReactNode } from 'react';

/** One matter on a page of the account. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-12 border-t border-hairline pt-8 first-of-type:mt-10">
      <h2 className="text-xl">{title}</h2>
      {lead && <p className="mt-2 text-sm leading-relaxed">{lead}</p>}
      <div className="mt-6">{children}</div>
    </section>
  );
}
