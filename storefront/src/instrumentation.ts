import { Server, type IncomingMessage } from 'node:http';

/**
 * Next believes whatever `X-Forwarded-For` a visitor sends. Each request gets the address that it really came from as the
 * last entry, as a proxy would write it, unless it came from one of `TRUSTED_PROXIES`, which wrote it themselves.
 */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const trusted = new Set((process.env.TRUSTED_PROXIES ?? '').split(',').map((each) => each.trim()).filter(Boolean));
  const emit = Server.prototype.emit as (this: Server, ...event: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, ...event: unknown[]) {
    if (event[0] === 'request') nameVisitor(event[1] as IncomingMessage, trusted);
    return emit.apply(this, event);
  };
}

/** Write the address of the other end behind what the request says of itself. */
export function nameVisitor(request: Pick<IncomingMessage, 'headers' | 'socket'>, trusted: ReadonlySet<string>): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  if (!peer || trusted.has(peer)) return;
  request.headers['x-forwarded-for'] = [request.headers['x-forwarded-for'], peer].flat().filter(Boolean).join(', ');
}
