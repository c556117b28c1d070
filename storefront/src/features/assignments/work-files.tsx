'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

import { useRouter } from '@/i18n/navigation';
import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { AssignmentOut, WorkFileOut } from '@/lib/api/schema';
import { formatFileSize } from '@/lib/file-size';
import { tellSessionEnded } from '@/lib/session/events';
import { Alert } from '@/ui/alert';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { ProgressBar } from '@/ui/progress-bar';

import { sendFile } from './file-sender';
import { RecordWork } from './record-work';
import { canRecord, type RecordedKind } from './recorder';
import { useUnderWay } from './under-way';
import { WorkFile } from './work-file';

type Kind = AssignmentOut['takes'][number];

/** By their endings: browsers do not know the types of scores. */
const ACCEPTED: Record<Exclude<Kind, 'text'>, string> = {
  files: '.pdf,.docx,.pptx,.xlsx,.odt,.epub,.mxl,.zip,.txt,.md,.csv,.vtt,.srt,.abc,.musicxml,.mid,.midi',
  sound: '.mp3,.m4a,.aac,.ogg,.oga,.opus,.weba,.wav,.flac',
  video: '.mp4,.m4v,.mov,.webm',
};
const isFilm = (name: string) => ACCEPTED.video.split(',').includes(`.${name.split('.').pop()?.toLowerCase()}`);

interface Props {
  place: { lesson: string; assignment: string };
  number: number;
  takes: readonly Kind[];
  most: number;
  files: readonly WorkFileOut[];
}

/** The files of the round that is written: chosen or recorded, sent in parts, taken out again. */
export function WorkFiles({ place, number, takes, most, files }: Props) {
  const t = useTranslations('assignment.files');
  const locale = useLocale();
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const underWay = useRef<AbortController | null>(null);
  const [sending, setSending] = useState<{ name: string; percent: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [recording, setRecording] = useState<RecordedKind | null>(null);
  const recordable = useRecordable(takes);
  const address = `/api/v1/me/lessons/${place.lesson}/assignments/${place.assignment}` as const;
  const isFull = files.length >= most;

  useUnderWay(sending !== null || recording !== null);
  useEffect(() => () => underWay.current?.abort(), []);

  function tell(error: unknown) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) tellSessionEnded();
    setProblem(error.status === 0 || error.status >= 500 ? t('unreachable') : (Object.values(error.fields)[0]?.[0] ?? error.message));
  }

  async function take(file: File) {
    const stop = (underWay.current = new AbortController());
    setProblem(null);
    setRecording(null);
    setSending({ name: file.name, percent: 0 });
    try {
      const upload = await sendFile(file, isFilm(file.name) ? 'video' : 'document', {
        onProgress: (percent) => setSending({ name: file.name, percent }),
        signal: stop.signal,
      });
      await ask(`${address}/files`, { method: 'POST', body: { number, upload }, signal: stop.signal });
      router.refresh();
    } catch (error) {
      if (!stop.signal.aborted) tell(error);
    } finally {
      if (underWay.current === stop) underWay.current = null;
      if (!stop.signal.aborted) setSending(null);
    }
  }

  async function remove(file: WorkFileOut) {
    setProblem(null);
    try {
      await ask(`${address}/files/${file.id}`, { method: 'DELETE' });
      router.refresh();
    } catch (error) {
      tell(error);
    }
  }

  function stop() {
    underWay.current?.abort();
    setSending(null);
  }

  const accepted = takes.flatMap((kind) => (kind === 'text' ? [] : [ACCEPTED[kind]])).join(',');
  return (
    <section aria-labelledby="work-files" className="space-y-4">
      <h3 id="work-files" className="text-sm font-semibold text-ink">
        {t('title')} <span className="font-normal text-muted">({t('count', { count: files.length, most })})</span>
      </h3>
      <noscript>
        <p className="text-sm text-muted">{t('needsScripts')}</p>
      </noscript>
      {files.length > 0 && (
        <ul className="space-y-4">
          {files.map((file) => (
            <li key={file.id}>
              <WorkFile file={file} waits={t('waits')} size={formatFileSize(file.file_size, locale)}>
                <Button look="quiet" onClick={() => void remove(file)} aria-label={t('removeNamed', { name: file.name })}>
                  <Icon name="trash" className="size-4" />
                  {t('remove')}
                </Button>
              </WorkFile>
            </li>
          ))}
        </ul>
      )}
      {sending && (
        <div className="space-y-2">
          <p className="flex flex-wrap items-center gap-3 text-sm">
            <span className="min-w-0 break-all">{t('sending', { name: sending.name, percent: sending.percent })}</span>
            <Button look="quiet" onClick={stop}>
              {t('stop')}
            </Button>
          </p>
          <ProgressBar percent={sending.percent} label={t('progress')} />
        </div>
      )}
      <div role="alert">{problem && <Alert look="error">{problem}</Alert>}</div>
      {recording && <RecordWork kind={recording} onTake={(file) => void take(file)} onClose={() => setRecording(null)} />}
      {!isFull && !sending && !recording && (
        <div className="flex flex-wrap gap-3 noscript:hidden">
          <input
            ref={chooser}
            type="file"
            accept={accepted}
            hidden
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void take(file);
            }}
          />
          <Button look="outline" onClick={() => chooser.current?.click()}>
            <Icon name="file" />
            {t('choose')}
          </Button>
          {recordable.map((kind) => (
            <Button key={kind} look="outline" onClick={() => setRecording(kind)}>
              <Icon name={kind === 'video' ? 'film' : 'music'} />
              {t(`record.${kind}`)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

const NOBODY_TELLS = () => () => {};

/** What of this the browser can record; nothing on the server. */
function useRecordable(takes: readonly Kind[]): RecordedKind[] {
  const isHere = useSyncExternalStore(
    NOBODY_TELLS,
    () => true,
    () => false,
  );
  return isHere ? (['sound', 'video'] as const).filter((kind) => takes.includes(kind) && canRecord(kind)) : [];
}
