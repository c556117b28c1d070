import { Link } from '@/i18n/navigation';
import type { AnswerCardShape } from '@/lib/api/schema';

/** Answers of the help centre, below each other. */
export function AnswerList({ answers }: { answers: readonly AnswerCardShape[] }) {
  return (
    <ul className="divide-y divide-hairline border-y border-hairline">
      {answers.map(({ path, title, standfirst }) => (
        <li key={path} className="group relative py-4">
          <Link href={path} prefetch={false} className="font-semibold text-ink underline-offset-4 group-hover:underline after:absolute after:inset-0">
            {title}
          </Link>
          {standfirst && <p className="mt-1 text-sm text-muted">{standfirst}</p>}
        </li>
      ))}
    </ul>
  );
}
