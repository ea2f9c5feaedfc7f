import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { VoiceForm } from './voice-form.tsx';

/** How patients are called aloud. spec: QUE-3 */
export function VoicePage() {
  const { t } = useTranslation();
  const live = useLive('clinic.settings', () => client.clinic.settings({}), ['clinic']);
  return (
    <Page title={t('settings.page.voice')} about={t('settings.voice-about')}>
      <LiveContent live={live}>{(stored: ClinicSettings) => <VoiceForm stored={stored.announce} languages={stored.languages} />}</LiveContent>
    </Page>
  );
}
