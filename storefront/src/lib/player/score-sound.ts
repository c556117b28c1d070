import { hertzOf, notesBetween, type PlayedNote } from './score';

const LOOK_AHEAD_SECONDS = 0.2;
const LOOK_EVERY_MS = 50;
/** Soft, a little like a plucked string: few overtones that fade. */
const OVERTONES = [0, 1, 0.45, 0.22, 0.1, 0.05];

/** Plays the notes of a score from a moment on, at a part of its tempo. One playing: make another to begin again. */
export class ScoreSound {
  private readonly out: GainNode;
  private readonly tone: PeriodicWave;
  private readonly startedAt: number;
  private readonly timer: ReturnType<typeof setInterval>;
  private ordered: number;

  constructor(
    private readonly sound: AudioContext,
    private readonly notes: readonly PlayedNote[],
    private readonly from: number,
    private readonly tempo: number,
  ) {
    this.out = sound.createGain();
    this.out.gain.value = 0.35;
    this.out.connect(sound.destination);
    this.tone = sound.createPeriodicWave(new Float32Array(OVERTONES.length), Float32Array.from(OVERTONES));
    this.startedAt = sound.currentTime + 0.08;
    this.ordered = from;
    this.order();
    this.timer = setInterval(() => this.order(), LOOK_EVERY_MS);
  }

  /** Where in the score it is, in seconds of the written tempo. */
  get time(): number {
    return this.from + Math.max(0, this.sound.currentTime - this.startedAt) * this.tempo;
  }

  stop(): void {
    clearInterval(this.timer);
    this.out.gain.setTargetAtTime(0, this.sound.currentTime, 0.02);
    setTimeout(() => this.out.disconnect(), 200);
  }

  private order(): void {
    const until = this.time + LOOK_AHEAD_SECONDS * this.tempo;
    for (const note of notesBetween(this.notes, this.ordered, until)) this.play(note);
    this.ordered = Math.max(this.ordered, until);
  }

  private play(note: PlayedNote): void {
    const at = Math.max(this.sound.currentTime, this.startedAt + (note.at - this.from) / this.tempo);
    const end = at + Math.max(0.08, note.seconds / this.tempo);
    const string = this.sound.createOscillator();
    const loudness = this.sound.createGain();
    string.setPeriodicWave(this.tone);
    string.frequency.value = hertzOf(note.pitch);
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.5, at + 0.012);
    loudness.gain.setTargetAtTime(0.18, at + 0.012, 0.25);
    loudness.gain.setTargetAtTime(0, end - 0.03, 0.03);
    string.connect(loudness).connect(this.out);
    string.start(at);
    string.stop(end + 0.2);
  }
}
