import type { NextRequest } from 'next/server';

import { adminUrl, isSecure, mediaOrigin } from '@/lib/env';
import { kindOf } from '@/lib/page-kind';

import { contentPolicy } from './content-policy';
import { securityHeaders } from './headers';

export interface Protection {
  /** What the page's answer carries. */
  answer: Record<string, string>;
  /** What its request is given; Next writes the nonce it finds in this policy into each script it renders. */
  request: { 'content-security-policy'?: string };
}

/** The headers that protect the page that answers `request`, made anew for each. */
export function protectionOf(request: NextRequest): Protection {
  const kind = kindOf(request);
  const isDevelopment = process.env.NODE_ENV === 'development';
  const surroundings = { adminUrl: adminUrl(), mediaOrigin: mediaOrigin(), isSecure: isSecure(), isDevelopment };
  // A page that is kept must have no nonce: it would be everybody's.
  const nonce = kind === 'cached' ? undefined : Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentPolicy(kind, surroundings, nonce);
  return {
    answer: { ...securityHeaders(kind, isSecure()), 'Content-Security-Policy': policy },
    request: nonce ? { 'content-security-policy': policy } : {},
  };
}
