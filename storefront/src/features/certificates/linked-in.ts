import type { CertificateOut } from '@/lib/api/schema';

import { subjectOf } from './paths';

const ADD = 'https://www.linkedin.com/profile/add';

/** Where LinkedIn takes a certificate into one's profile (its "Add to Profile" address); `address` is its public page. */
export function linkedInAddress(certificate: CertificateOut, address: string): string {
  const { issuer, issued_at, expires_at, shown_number } = certificate;
  const issued = new Date(issued_at);
  const ends = expires_at ? new Date(expires_at) : null;
  const said = {
    startTask: 'CERTIFICATION_NAME',
    name: subjectOf(certificate)?.title ?? '',
    organizationName: issuer,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    ...(ends && { expirationYear: String(ends.getUTCFullYear()), expirationMonth: String(ends.getUTCMonth() + 1) }),
    certUrl: address,
    certId: shown_number,
  };
  return `${ADD}?${new URLSearchParams(said)}`;
}
