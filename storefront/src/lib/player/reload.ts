/** Loads a film or sound anew, from another place where one is given, and goes on where it was, as fast as it was. */
export function reload(element: HTMLMediaElement, url?: string): void {
  const { currentTime, playbackRate, paused } = element;
  if (url) element.src = url;
  element.addEventListener(
    'loadedmetadata',
    () => {
      element.currentTime = currentTime;
      element.playbackRate = playbackRate;
      if (!paused) void element.play().catch(() => {});
    },
    { once: true },
  );
  element.load();
}
