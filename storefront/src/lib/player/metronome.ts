import { beatsUntil } from './tempo';

const LOOK_AHEAD_SECONDS = 0.15;
const LOOK_EVERY_MS = 30;
const HEAVY_HERTZ = 1320;
const LIGHT_HERTZ = 880;

interface Options {
  tempo: number;
  beatsABar: number;
  /** Told when a beat sounds, to show it. */
  onBeat?: (number: number) => void;
  /** How many beats; without end if not given. */
  beats?: number;
  /** When the last of them is over. */
  onEnd?: () => void;
}

/**
 * Clicks on the sound's own clock: each is ordered a moment ahead, so that a busy page does not let one come late.
 */
export class Metronome {
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly waiting = new Set<ReturnType<typeof setTimeout>>();
  private readonly out: GainNode;

  constructor(
    private readonly sound: AudioContext,
    private readonly options: Options,
  ) {
    this.out = sound.createGain();
    this.out.connect(sound.destination);
  }

  /** Begins, and says when the first beat sounds, on the sound's own clock. */
  start(): number {
    const { tempo, beatsABar, beats = Infinity } = this.options;
    const start = this.sound.currentTime + 0.06;
    let next = 0;
    const look = () => {
      const end = start + (beats * 60) / tempo;
      const until = Math.min(this.sound.currentTime + LOOK_AHEAD_SECONDS, end - 1e-6);
      for (const beat of beatsUntil(until, next, start, tempo, beatsABar)) {
        this.click(beat.at, beat.isFirst);
        this.at(beat.at, () => this.options.onBeat?.(beat.number));
        next = beat.number + 1;
      }
      if (next >= beats) {
        clearInterval(this.timer);
        this.at(end, () => this.options.onEnd?.());
      }
    };
    look();
    if (next < beats) this.timer = setInterval(look, LOOK_EVERY_MS);
    return start;
  }

  stop(): void {
    clearInterval(this.timer);
    this.waiting.forEach(clearTimeout);
    this.waiting.clear();
    this.out.disconnect();
  }

  private at(time: number, action: () => void): void {
    const timer = setTimeout(
      () => {
        this.waiting.delete(timer);
        action();
      },
      Math.max(0, (time - this.sound.currentTime) * 1000),
    );
    this.waiting.add(timer);
  }

  private click(at: number, isHeavy: boolean): void {
    const tone = this.sound.createOscillator();
    const loudness = this.sound.createGain();
    tone.frequency.value = isHeavy ? HEAVY_HERTZ : LIGHT_HERTZ;
    loudness.gain.setValueAtTime(isHeavy ? 0.5 : 0.3, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.05);
    tone.connect(loudness).connect(this.out);
    tone.start(at);
    tone.stop(at + 0.06);
  }
}

let shared: AudioContext | undefined;

/** The page's one way to make sounds. Ask in answer to a click: browsers keep silent before. */
export function pageSound(): AudioContext {
  shared ??= new AudioContext();
  if (shared.state === 'suspended') void shared.resume();
  return shared;
}
