'use client';

import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { TextAreaField, TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';
import { Icon } from '@/ui/icon';

import { sendMessage } from './actions';

export interface ContactLabels {
  name: string;
  email: string;
  subject: string;
  message: string;
  leaveEmpty: string;
  send: string;
  thanks: string;
  another: string;
}

export function ContactForm({ labels }: { labels: ContactLabels }) {
  return (
    <ActionForm
      action={sendMessage}
      after={(_, again) => (
        <div className="rounded-card bg-success-soft p-8">
          <Icon name="done" className="size-8 text-success" />
          <p className="mt-4 text-lg font-semibold text-ink">{labels.thanks}</p>
          <Button look="outline" className="mt-6" onClick={again}>
            {labels.another}
          </Button>
        </div>
      )}
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField label={labels.name} name="name" autoComplete="name" maxLength={120} required />
        <TextField label={labels.email} name="email" type="email" autoComplete="email" maxLength={254} required />
      </div>
      <TextField label={labels.subject} name="subject" maxLength={150} />
      <TextAreaField label={labels.message} name="message" rows={8} maxLength={5000} required />
      {/* Programs fill in every field; people do not see this one. */}
      <div aria-hidden className="sr-only">
        <label>
          {labels.leaveEmpty}
          <input type="text" name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <Submit look="primary">{labels.send}</Submit>
    </ActionForm>
  );
}
