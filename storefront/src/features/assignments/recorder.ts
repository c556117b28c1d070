export type RecordedKind = 'sound' | 'video';

/** What browsers record, the best known first, with the ending by which it is taken. */
const FORMS: Record<RecordedKind, [type: string, ending: string][]> = {
  sound: [
    ['audio/mp4', 'm4a'],
    ['audio/webm', 'weba'],
    ['audio/ogg', 'ogg'],
  ],
  video: [
    ['video/mp4', 'mp4'],
    ['video/webm', 'webm'],
  ],
};

/** Whether this browser can record at all. */
export const canRecord = (kind: RecordedKind): boolean =>
  typeof MediaRecorder !== 'undefined' && !!globalThis.navigator?.mediaDevices?.getUserMedia && FORMS[kind].some(([type]) => MediaRecorder.isTypeSupported(type));

export interface Recording {
  /** What the microphone and the camera see and hear meanwhile. */
  stream: MediaStream;
  /** End it, and have it as a file. */
  stop: () => Promise<File>;
  /** Let go of microphone and camera; nothing is kept. */
  discard: () => void;
}

/** Ask for the microphone, and the camera for a film, and record. Throws where they are not given. */
export async function record(kind: RecordedKind, name: string): Promise<Recording> {
  const [type, ending] = FORMS[kind].find(([each]) => MediaRecorder.isTypeSupported(each)) ?? ['', ''];
  // Music and movement as they are: what makes speech clearer spoils both.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: kind === 'video' });
  const release = () => stream.getTracks().forEach((track) => track.stop());
  try {
    const recorder = new MediaRecorder(stream, { mimeType: type });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void pieces.push(data);
    const ended = new Promise<void>((resolve) => (recorder.onstop = () => resolve()));
    // In pieces, so that little is lost with a tab that runs out of memory.
    recorder.start(1_000);
    return {
      stream,
      stop: async () => {
        if (recorder.state !== 'inactive') recorder.stop();
        await ended;
        release();
        return new File(pieces, `${name}.${ending}`, { type, lastModified: Date.now() });
      },
      discard: () => {
        if (recorder.state !== 'inactive') recorder.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
