/** How far something is, of a hundred. */
export function ProgressBar({ percent, label, className = '' }: { percent: number; label: string; className?: string }) {
  return (
    <progress
      value={percent}
      max={100}
      aria-label={label}
      className={
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-2 ' +
        '[&::-webkit-progress-bar]:bg-surface-2 [&::-webkit-progress-value]:rounded-full ' +
        `[&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-accent ${className}`
      }
    />
  );
}
