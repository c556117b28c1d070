import { getTranslations } from 'next-intl/server';

import { signOutEverywhere } from '@/features/session/actions';
import type { DeviceOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { endDevice } from './actions';
import { deviceName } from './device-name';

/** Where one is signed in, and the end of each. */
export async function Devices({ devices }: { devices: DeviceOut[] }) {
  const t = await getTranslations('account');
  return (
    <>
      <ul className="divide-y divide-hairline">
        {devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap items-center gap-4">
        <ButtonForm action={signOutEverywhere}>{t('endAll')}</ButtonForm>
        <p className="text-sm text-muted">{t('endAllText')}</p>
      </div>
    </>
  );
}

async function Device({ device }: { device: DeviceOut }) {
  const t = await getTranslations('account');
  const known = deviceName(device.user_agent);
  const name = known
    ? known.system
      ? t('on', { browser: known.browser, system: known.system })
      : known.browser
    : t('unknownDevice');
  return (
    <li className="flex items-center gap-4 py-4">
      <Icon name="device" className="size-6 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-ink">
          {name}
          {device.is_this_one && (
            <span className="ms-2 rounded-full bg-success-soft px-2 py-0.5 text-xs font-semibold text-success">
              {t('thisDevice')}
            </span>
          )}
        </p>
        <p className="text-sm text-muted">
          {t(`door.${device.door}`)} · {t.rich('lastSeen', { when: () => <Moment at={device.last_seen_at} as="ago" /> })}
          {device.address && ` · ${t('from', { address: device.address })}`}
        </p>
      </div>
      {!device.is_this_one && (
        <ButtonForm action={endDevice} sends={{ device: device.id }} look="quiet" label={t('endDeviceNamed', { device: name })}>
          {t('endDevice')}
        </ButtonForm>
      )}
    </li>
  );
}
