import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { ClinicForm } from './clinic-form.tsx';
import { ConsentDefaultBoxes } from './consent-defaults.tsx';

/** Name, place, languages, units and times of the clinic. */
export function ClinicPage() {
  const { t } = useTranslation();
  const live = useLive('clinic.settings', () => client.clinic.settings({}), ['clinic']);
  return (
    <Page title={t('settings.page.clinic')} about={t('settings.clinic-about')}>
      <LiveContent live={live}>{(stored: ClinicSettings) => <ClinicForm stored={stored} />}</LiveContent>
      <ConsentDefaultBoxes />
    </Page>
  );
}
