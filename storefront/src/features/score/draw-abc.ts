import abcjs from 'abcjs';

import { clamp } from '@/lib/player/clock';
import type { DrawnScore, PlayedNote } from '@/lib/player/score';

const WIDEST = 720;
const NARROWEST = 300;

/** Draw ABC into `paper`. Throws where the source holds no tune. */
export function drawAbc(paper: HTMLElement, source: string): DrawnScore {
  const [tune] = withStylesSet(() => abcjs.renderAbc(paper, source, {
    responsive: 'resize',
    add_classes: true,
    paddingleft: 0,
    paddingright: 0,
    staffwidth: clamp(paper.clientWidth, NARROWEST, WIDEST),
    wrap: { minSpacing: 1.5, maxSpacing: 2.8, preferredMeasuresPerLine: 4 },
  }));
  if (!tune || tune.lines.length === 0) throw new Error('There is no tune in this source.');
  const { num, den } = tune.getMeterFraction();
  const secondsAWhole = tune.millisecondsPerMeasure() / 1000 / (Number(num) / Number(den ?? 4));
  const { tracks } = tune.setUpAudio({});
  const notes: PlayedNote[] = tracks.flat().flatMap((event) =>
    event.cmd === 'note'
      ? { at: event.start * secondsAWhole, seconds: event.duration * secondsAWhole, pitch: event.pitch }
      : [],
  );
  const timings = new abcjs.TimingCallbacks(tune).noteTimings;
  const steps = timings
    .filter((timing) => timing.type === 'event')
    .map((timing) => ({ at: timing.milliseconds / 1000, elements: () => (timing.elements ?? []).flat() }));
  const end = Math.max(0, ...notes.map((note) => note.at + note.seconds));
  return { notes, steps, seconds: Math.max(end, (timings.at(-1)?.milliseconds ?? 0) / 1000) };
}

/**
 * The library writes styles as attributes and as an element, which our content policy refuses. Set as properties the
 * attributes are taken; the element is about dragging notes, which nobody does here, and is left out.
 */
function withStylesSet<T>(work: () => T): T {
  const { setAttribute } = Element.prototype;
  const { insertBefore } = Node.prototype;
  Element.prototype.setAttribute = function set(this: Element, name: string, value: string) {
    if (name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  Node.prototype.insertBefore = function insert<Inserted extends Node>(this: Node, node: Inserted, before: Node | null): Inserted {
    if (node.nodeName !== 'style') insertBefore.call(this, node, before);
    return node;
  };
  try {
    return work();
  } finally {
    Element.prototype.setAttribute = setAttribute;
    Node.prototype.insertBefore = insertBefore;
  }
}
