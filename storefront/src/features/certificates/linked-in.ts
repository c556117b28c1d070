import type { CertificateOut } from '@/lib/api/schema';

const ADD = 'https://www.linkedin.com/profile/add';

/** Where LinkedIn takes a certificate into one's profile (its "Add to Profile" address); `address` is its public page. */
export function linkedInAddress({ course, issuer, issued_at, shown_number }: CertificateOut, address: string): string {
  const issued = new Date(issued_at);
  const said = {
    startTask: 'CERTIFICATION_NAME',
    name: course?.title ?? '',
    organizationName: issuer,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    certUrl: address,
    certId: shown_number,
  };
  return `${ADD}?${new URLSearchParams(said)}`;
}
