/** A length in whole hours and the minutes left over. */
export function splitMinutes(total: number): { hours: number; minutes: number } {
  const whole = Math.max(0, Math.round(total));
  return { hours: Math.floor(whole / 60), minutes: whole % 60 };
}

/** A length as machines write it (ISO 8601): PT4H20M. */
export function isoDuration(total: number): string {
  const { hours, minutes } = splitMinutes(total);
  return `PT${hours ? `${hours}H` : ''}${minutes || !hours ? `${minutes}M` : ''}`;
}
