import { AnyLink } from '@/ui/any-link';
import { buttonClass, type ButtonLook } from '@/ui/button';

interface Action {
  label: string;
  url: string;
}

/** What a section asks for, the first louder than the second. */
export function Actions({ first, second, looks = ['accent', 'outline'] }: { first: Action | null; second?: Action | null; looks?: [ButtonLook, ButtonLook] }) {
  if (!first && !second) return null;
  return (
    <p className="mt-8 flex flex-wrap gap-3">
      {first && (
        <AnyLink href={first.url} className={`${buttonClass(looks[0])} px-7 text-base`}>
          {first.label}
        </AnyLink>
      )}
      {second && (
        <AnyLink href={second.url} className={`${buttonClass(looks[1])} px-7 text-base`}>
          {second.label}
        </AnyLink>
      )}
    </p>
  );
}
