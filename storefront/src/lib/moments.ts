/** Minutes and seconds, as one reads them off a player. */
export const asMoment = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
