import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How Perfomix and this server know each other's requests: HMAC-SHA256 with STOREFRONT_SECRET over
 * `<timestamp>.<body as it is sent>`, good for five minutes.
 */
export const TIMESTAMP_HEADER = 'x-storefront-timestamp';
export const SIGNATURE_HEADER = 'x-storefront-signature';
const WINDOW_SECONDS = 300;

const inSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

function signatureOf(secret: string, timestamp: string, body: Uint8Array | string): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

/** The headers that vouch for `body`, from now for five minutes. */
export function signedHeaders(secret: string, body: string, now = Date.now()): Record<string, string> {
  const timestamp = String(inSeconds(now));
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signatureOf(secret, timestamp, body) };
}

/** Whether somebody who knows `secret` signed `body` within the last five minutes. Without a secret nobody did. */
export function isSigned(secret: string, headers: Headers, body: Uint8Array, now = Date.now()): boolean {
  const timestamp = headers.get(TIMESTAMP_HEADER) ?? '';
  if (!secret || !/^[0-9]{1,12}$/.test(timestamp)) return false;
  if (Math.abs(inSeconds(now) - Number(timestamp)) > WINDOW_SECONDS) return false;
  const given = Buffer.from(headers.get(SIGNATURE_HEADER) ?? '');
  const right = Buffer.from(signatureOf(secret, timestamp, body));
  return given.length === right.length && timingSafeEqual(given, right);
}
