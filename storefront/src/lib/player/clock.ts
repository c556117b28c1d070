/** Seconds as a player shows them: 1:05, 1:02:09. */
export function formatClock(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '0:00';
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}

/** Seconds as a loop's end shows them: 0:07.4. */
export function formatMoment(seconds: number): string {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  return `${formatClock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
