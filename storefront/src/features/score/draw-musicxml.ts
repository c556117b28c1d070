import { OpenSheetMusicDisplay, type MusicSheet, type Note } from 'opensheetmusicdisplay';

import type { DrawnScore, PlayedNote, Step } from '@/lib/player/score';

const USUAL_TEMPO = 100;
/** The library counts half tones from the octave below MIDI's. */
const TO_MIDI = 12;

/** Draw MusicXML into `paper`. Throws where the source cannot be read. */
export async function drawMusicXml(paper: HTMLElement, source: string): Promise<DrawnScore> {
  const display = new OpenSheetMusicDisplay(paper, {
    backend: 'svg',
    autoResize: true,
    drawingParameters: 'compacttight',
    drawTitle: true,
    drawPartNames: true,
    disableCursor: true,
  });
  Object.assign(display.EngravingRules, { SheetTitleHeight: 2.4, TitleTopDistance: 2, PageTopMargin: 1, PageBottomMargin: 1 });
  await display.load(source.trim());
  display.render();
  const lit = (note: Note) => {
    const drawn = display.EngravingRules.GNote(note) as unknown as { getSVGGElement?: () => Element | null } | undefined;
    return drawn?.getSVGGElement?.() ?? null;
  };
  return readSheet(display.Sheet, lit);
}

function readSheet(sheet: MusicSheet, lit: (note: Note) => Element | null): DrawnScore {
  const notes: PlayedNote[] = [];
  const steps: Step[] = [];
  const iterator = sheet.MusicPartManager.getIterator();
  let seconds = 0;
  let last = 0;
  let tempo = USUAL_TEMPO;
  let end = 0;
  for (; !iterator.EndReached; iterator.moveToNext()) {
    const now = iterator.CurrentEnrolledTimestamp.RealValue;
    seconds += ((now - last) * 4 * 60) / tempo;
    last = now;
    tempo = iterator.CurrentMeasure?.TempoInBPM || sheet.DefaultStartTempoInBpm || USUAL_TEMPO;
    const sounding = (iterator.CurrentVoiceEntries ?? []).flatMap((entry) => entry.Notes);
    for (const note of sounding) {
      const length = (note.NoteTie ? note.NoteTie.Duration : note.Length).RealValue * 4 * (60 / tempo);
      end = Math.max(end, seconds + note.Length.RealValue * 4 * (60 / tempo));
      const isHeldOver = note.NoteTie && note.NoteTie.StartNote !== note;
      if (!note.isRest() && !isHeldOver) notes.push({ at: seconds, seconds: length, pitch: note.halfTone + TO_MIDI });
    }
    steps.push({ at: seconds, elements: () => sounding.map(lit).filter((element) => element !== null) });
  }
  return { notes, steps, seconds: end };
}
