import { expect, test } from 'vitest';

import type { CertificateOut } from '@/lib/api/schema';

import { linkedInAddress } from './linked-in';

test('LinkedIn is told what, by whom, when and where it is proven', () => {
  const certificate = {
    course: { id: 'c', slug: 'tango', title: 'Tango & friends', summary: '' },
    issuer: 'Perfomix',
    issued_at: '2026-11-20T23:59:00Z',
    shown_number: '7K3M9-QRTX2',
  } as CertificateOut;
  const address = new URL(linkedInAddress(certificate, 'https://perfomix.example/certificates/7K3M9'));
  expect(address.origin + address.pathname).toBe('https://www.linkedin.com/profile/add');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    startTask: 'CERTIFICATION_NAME',
    name: 'Tango & friends',
    organizationName: 'Perfomix',
    issueYear: '2026',
    issueMonth: '11',
    certUrl: 'https://perfomix.example/certificates/7K3M9',
    certId: '7K3M9-QRTX2',
  });
});

test('LinkedIn is told until when a certification holds', () => {
  const certificate = {
    course: null,
    path: { id: 'p', slug: 'stage', title: 'Stage', summary: '', kind: 'certification' },
    issuer: 'Perfomix',
    issued_at: '2026-11-20T23:59:00Z',
    expires_at: '2028-01-31T23:59:00Z',
    shown_number: '7K3M9-QRTX2',
  } as CertificateOut;
  const said = new URL(linkedInAddress(certificate, 'https://perfomix.example/certificates/7K3M9')).searchParams;
  expect([said.get('name'), said.get('expirationYear'), said.get('expirationMonth')]).toEqual(['Stage', '2028', '1']);
});
