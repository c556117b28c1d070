/** The heading of a section with a sentence or two below it; nothing where both are empty. */
export function SectionHeading({ heading, text, children }: { heading: string; text?: string; children?: React.ReactNode }) {
  if (!heading && !text) return null;
  return (
    <div className="mb-10 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div>
        {heading && <h2 className="title-section">{heading}</h2>}
        {text && <p className="mt-3 max-w-2xl text-lg text-ink-2">{text}</p>}
      </div>
      {children}
    </div>
  );
}
