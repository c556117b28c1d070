import * as z from 'zod/mini';

const Tags = z.array(z.string());
const Message = z.object({ expire: Tags, stale: Tags });

export type RevalidationMessage = z.infer<typeof Message>;

/** The tags of a post, or null when the body is not one. */
export function readMessage(body: Uint8Array): RevalidationMessage | null {
  try {
    return Message.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch {
    return null;
  }
}
