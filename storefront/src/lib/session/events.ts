/** Told to the page when a request found that the session has ended, and when the person signed in again. */
const ENDED = 'session-ended';
const RENEWED = 'session-renewed';

/** Have the page ask for signing in again; what stands on it stays. */
export const tellSessionEnded = () => window.dispatchEvent(new Event(ENDED));
export const tellSessionRenewed = () => window.dispatchEvent(new Event(RENEWED));

export const onSessionEnded = (listener: () => void) => listen(ENDED, listener);
export const onSessionRenewed = (listener: () => void) => listen(RENEWED, listener);

function listen(name: string, listener: () => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
