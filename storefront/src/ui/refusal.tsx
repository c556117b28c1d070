import { Icon } from './icon';

interface Props {
  /** What was answered; an empty text where no answer came, nothing where nothing was refused. */
  refused: string | undefined;
  /** Said where no answer came. */
  failed: string;
}

/** Below a button: why what it should do was not done. */
export function Refusal({ refused, failed }: Props) {
  if (refused === undefined) return null;
  return (
    <p role="alert" className="mt-3 flex gap-2 text-sm text-error">
      <Icon name="warning" />
      {refused || failed}
    </p>
  );
}
