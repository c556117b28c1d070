import { getTranslations } from 'next-intl/server';

import type { CartOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { ButtonForm } from '@/ui/form/button-form';
import { TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';
import { Icon } from '@/ui/icon';

import { applyCode, forgetCode } from './actions';

/** Where a code is typed; the one that is used can be taken off again. */
export async function Coupon({ coupon }: Pick<CartOut, 'coupon'>) {
  const t = await getTranslations('cart');
  if (coupon) {
    return (
      <div className="mt-4">
        {coupon.refusal && <p className="text-sm text-warning">{coupon.refusal.message}</p>}
        <ButtonForm action={forgetCode} look="quiet" label={t('withoutThis', { code: coupon.code })}>
          {t('without')}
        </ButtonForm>
      </div>
    );
  }
  return (
    <details className="group mt-4 text-sm">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 font-semibold text-ink underline-offset-4 hover:underline">
        <Icon name="chevron-right" className="size-4 group-open:rotate-90 motion-safe:transition-transform" />
        {t('haveCoupon')}
      </summary>
      <ActionForm action={applyCode} className="mt-2 space-y-3">
        <TextField name="coupon" label={t('code')} required autoComplete="off" />
        <Submit look="outline">{t('apply')}</Submit>
      </ActionForm>
    </details>
  );
}
