export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 font-display text-xl font-extrabold tracking-tight text-ink">
      <svg aria-hidden viewBox="0 0 24 24" className="size-6">
        <path d="M4 3h8.5a6.5 6.5 0 0 1 0 13H8v5H4z" fill="currentColor" />
        <circle cx="18.5" cy="18.5" r="3" fill="var(--accent)" />
      </svg>
      {/* Where letters are so large that little fits beside it, the sign stands for the name. */}
      <span className="@max-[17rem]:sr-only">perfomix</span>
    </span>
  );
}
