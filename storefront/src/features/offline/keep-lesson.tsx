'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

import { formatFileSize } from '@/lib/file-size';
import { forgetLesson, keepLesson, NoRoom, type KeptLesson } from '@/lib/kept-lessons';
import { Button } from '@/ui/button';
import { FieldError } from '@/ui/field-error';
import { Icon } from '@/ui/icon';
import { ProgressBar } from '@/ui/progress-bar';

import { useKeptLessons } from './use-kept-lessons';

type Lesson = Pick<KeptLesson, 'id' | 'title' | 'course' | 'version' | 'files'>;

const never = () => () => {};
const canKeep = () => 'serviceWorker' in navigator && 'caches' in window;

/** Keeps the lesson around it on this device, says that it is there, and removes it. */
export function KeepLesson({ lesson }: { lesson: Lesson }) {
  const t = useTranslations('offline');
  const locale = useLocale();
  const isPossible = useSyncExternalStore(never, canKeep, () => false);
  const kept = useKeptLessons().find(({ id }) => id === lesson.id);
  const [percent, setPercent] = useState<number>();
  const [wrong, setWrong] = useState<'failed' | 'noRoom'>();
  const keeping = useRef<AbortController>(undefined);
  useEffect(() => () => keeping.current?.abort(), []);
  if (!isPossible) return null;

  const keep = async () => {
    const { signal } = (keeping.current = new AbortController());
    setPercent(0);
    setWrong(undefined);
    try {
      await keepLesson({ ...lesson, path: location.pathname }, { onProgress: setPercent, signal });
    } catch (error) {
      if (!signal.aborted) setWrong(error instanceof NoRoom ? 'noRoom' : 'failed');
    }
    setPercent(undefined);
  };
  const bytes = lesson.files.reduce((sum, file) => sum + file.bytes, 0);
  const isKeeping = percent !== undefined;
  const isOld = kept !== undefined && kept.version !== lesson.version;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className={kept && !isKeeping ? 'flex items-center gap-2 font-semibold text-ink' : 'sr-only'}>
        {kept && !isKeeping && <Icon name="done" className="size-4 text-success" />}
        {isKeeping ? t('keeping') : kept && t('kept')}
      </p>
      {isKeeping ? (
        <>
          <ProgressBar percent={percent} label={t('keeping')} className="w-32" />
          <Button look="quiet" onClick={() => keeping.current?.abort()}>
            {t('stop')}
          </Button>
        </>
      ) : (
        <>
          {(!kept || isOld) && (
            <Button look="quiet" onClick={() => void keep()} className={kept ? '' : 'max-sm:-ms-5'}>
              <Icon name="download" />
              {kept ? t('keepNewer') : bytes ? t('keepSized', { size: formatFileSize(bytes, locale) }) : t('keep')}
            </Button>
          )}
          {kept && (
            <Button look="quiet" onClick={() => void forgetLesson(kept.path)}>
              {t('remove')}
            </Button>
          )}
        </>
      )}
      {wrong && <FieldError>{t(wrong)}</FieldError>}
    </div>
  );
}
