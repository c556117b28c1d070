import { Icon } from '@/ui/icon';

const QUIET = new Set(['saving', 'saved']);

/** Whether what one writes has arrived: `saving`, `saved`, or what keeps it. Said aloud only where something does. */
export function SavingNote({ state, children }: { state: string; children: string }) {
  const isQuiet = QUIET.has(state);
  return (
    <div className="text-xs">
      {isQuiet && (
        <p className="flex min-h-6 items-center gap-1.5 text-muted">
          {state === 'saved' && <Icon name="check" className="size-4 text-success" />}
          {children}
        </p>
      )}
      <p role="status" className="flex items-start gap-1.5 font-medium text-warning">
        {!isQuiet && children && (
          <>
            <Icon name="warning" className="size-4" />
            {children}
          </>
        )}
      </p>
    </div>
  );
}
