import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { ContactForm } from '@/features/contact/contact-form';
import { RichText } from '@/ui/rich-text';

import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function ContactView({ page }: PageProps<'contact'>) {
  const [t, { forms }] = await Promise.all([getTranslations('pages'), getMessages()]);
  const labels = {
    name: t('name'),
    email: t('email'),
    subject: t('subject'),
    message: t('message'),
    leaveEmpty: t('leaveEmpty'),
    send: t('send'),
    thanks: page.thanks || t('sent'),
    another: t('writeAnother'),
  };
  return (
    <>
      <PageHeading title={page.title} breadcrumbs={page.breadcrumbs} />
      <div className="container-page mb-16 grid gap-12 lg:grid-cols-[1fr_1.4fr]">
        <RichText html={page.intro_html} className="prose text-lg" />
        <NextIntlClientProvider messages={{ forms }}>
          <ContactForm labels={labels} />
        </NextIntlClientProvider>
      </div>
      <PageBlocks blocks={page.body} />
    </>
  );
}
