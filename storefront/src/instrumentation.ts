import { Server, type IncomingMessage, type ServerResponse } from 'node:http';

import { answering } from '@/lib/answer';
import { siteUrl } from '@/lib/env';

/**
 * Next believes whatever `X-Forwarded-For` and `X-Forwarded-Host` a visitor sends, and takes a form of another site for its
 * own where that host says so. This site has the one host that `SITE_URL` names, whoever passes a request on. Each request gets the address that it really came from as the
 * last entry, as a proxy would write it, unless it came from one of `TRUSTED_PROXIES`, which wrote it themselves. And each
 * page is told which answer it is part of.
 */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const trusted = new Set((process.env.TRUSTED_PROXIES ?? '').split(',').map((each) => each.trim()).filter(Boolean));
  const { host } = new URL(siteUrl());
  const emit = Server.prototype.emit as (this: Server, ...event: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, ...event: unknown[]) {
    if (event[0] !== 'request') return emit.apply(this, event);
    nameVisitor(event[1] as IncomingMessage, trusted);
    nameHost(event[1] as IncomingMessage, host);
    return answering(event[2] as ServerResponse, () => emit.apply(this, event));
  };
}

/** Write the address of the other end behind what the request says of itself. */
export function nameVisitor(request: Pick<IncomingMessage, 'headers' | 'socket'>, trusted: ReadonlySet<string>): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, '');
  if (!peer || trusted.has(peer)) return;
  request.headers['x-forwarded-for'] = [request.headers['x-forwarded-for'], peer].flat().filter(Boolean).join(', ');
}

/** Write the host that people know us by over what the request says was asked for. */
export function nameHost(request: Pick<IncomingMessage, 'headers'>, host: string): void {
  request.headers['x-forwarded-host'] = host;
}
