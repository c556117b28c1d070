import { clamp } from './clock';
import { readSpeed } from './speed';
import { readTempo } from './tempo';

/** What a person chose once and expects in every player on this device. */
export interface Preferences {
  speed: number;
  volume: number;
  isMuted: boolean;
  captions: boolean;
  shortcuts: boolean;
  /** Whether the next lesson opens by itself when a film has ended. */
  autoplay: boolean;
  tempo: number;
}

export const USUAL: Preferences = { speed: 1, volume: 1, isMuted: false, captions: false, shortcuts: true, autoplay: true, tempo: 80 };

export function readPreferences(text: string | null): Preferences {
  let kept: Partial<Record<keyof Preferences, unknown>>;
  try {
    kept = Object(JSON.parse(text ?? '{}'));
  } catch {
    kept = {};
  }
  return {
    speed: readSpeed(kept.speed),
    volume: typeof kept.volume === 'number' && Number.isFinite(kept.volume) ? clamp(kept.volume, 0, 1) : 1,
    isMuted: kept.isMuted === true,
    captions: kept.captions === true,
    shortcuts: kept.shortcuts !== false,
    autoplay: kept.autoplay !== false,
    tempo: readTempo(kept.tempo),
  };
}
