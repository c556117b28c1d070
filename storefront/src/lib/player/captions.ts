export interface Cue {
  from: number;
  to: number;
  text: string;
}

const ARROW = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})/;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' };

/** The captions of a WebVTT or SubRip file, in the order of time. What is none is passed over. */
export function parseCaptions(text: string): Cue[] {
  const blocks = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').split(/\n{2,}/);
  return blocks.flatMap((block) => readCue(block) ?? []).sort((one, other) => one.from - other.from);
}

/** What is to be read at that moment, a line per speaker or thought. */
export function captionAt(cues: readonly Cue[], time: number): string {
  return cues
    .filter((cue) => cue.from <= time && time < cue.to)
    .map((cue) => cue.text)
    .join('\n');
}

/** The caption that is being said at that moment, or was said last. */
export function cueAt(cues: readonly Cue[], time: number): Cue | null {
  return cues.findLast((cue) => cue.from <= time) ?? null;
}

/** The captions in which these words are, however they are accented; all of them for none. */
export function cuesWith(cues: readonly Cue[], words: string): readonly Cue[] {
  const wanted = bare(words).split(/\s+/).filter(Boolean);
  return wanted.length ? cues.filter(({ text }) => wanted.every((word) => bare(text).includes(word))) : cues;
}

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function readCue(block: string): Cue | null {
  const lines = block.split('\n');
  const place = lines.findIndex((line) => ARROW.test(line));
  const times = ARROW.exec(lines[place] ?? '');
  if (!times || place > 1) return null;
  const text = lines.slice(place + 1).map(plain).join('\n').trim();
  const from = seconds(times[1] ?? '');
  const to = seconds(times[2] ?? '');
  return text && to > from ? { from, to, text } : null;
}

function seconds(written: string): number {
  return written
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

function plain(line: string): string {
  return line.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (whole, name: string) => NAMED[name] ?? whole);
}
