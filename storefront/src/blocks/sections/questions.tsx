import { Icon } from '@/ui/icon';
import { RichText } from '@/ui/rich-text';

import { SectionHeading } from './heading';
import type { SectionProps } from './section';

export function QuestionsSection({ value }: SectionProps<'questions'>) {
  return (
    <div className="max-w-3xl">
      <SectionHeading heading={value.heading} />
      <div className="border-t border-hairline">
        {value.questions.map(({ question, answer_html }) => (
          <details key={question} className="group border-b border-hairline">
            <summary className="flex min-h-14 items-center justify-between gap-6 py-3 font-semibold text-ink">
              {question}
              <Icon name="chevron-down" className="size-5 transition-transform duration-150 group-open:rotate-180" />
            </summary>
            <div className="pb-6">
              <RichText html={answer_html} />
            </div>
          </details>
        ))}
      </div>
    </div>
  );
}
