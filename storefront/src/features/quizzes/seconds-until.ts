/** The whole seconds until a moment by this server's clock; none once it is over. */
export const secondsUntil = (moment: string, now = Date.now()): number => Math.max(0, Math.ceil((new Date(moment).getTime() - now) / 1000));
