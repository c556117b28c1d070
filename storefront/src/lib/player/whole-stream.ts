/** What a stream lacks at its end and is still whole: its list says its length less exactly than its pictures do. */
const LACKING_SECONDS = 1;

/**
 * Lets a stream be ended only while its end is there. hls.js may end one right after it removed a part of it, to fetch that in
 * another size, and then the film would be no longer than what is left: whoever moves in it would stop there.
 */
export function endWhole(stream: MediaSource): void {
  const end = stream.endOfStream.bind(stream);
  stream.endOfStream = (error) => {
    if (isEndThere(stream)) end(error);
  };
}

function isEndThere({ sourceBuffers, duration }: MediaSource): boolean {
  return Array.from(sourceBuffers).some(({ buffered }) => buffered.length > 0 && buffered.end(buffered.length - 1) > duration - LACKING_SECONDS);
}
