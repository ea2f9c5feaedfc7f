import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCan } from '#renderer/session/session.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { Alerts } from './alerts.tsx';
import { Choices } from './choices.tsx';
import { ConnectForm } from './connect-form.tsx';
import { DeviceTable } from './device-table.tsx';
import { JoinCode } from './join-code.tsx';
import { RecordCheck } from './record-check.tsx';
import { SetAside } from './set-aside.tsx';
import { StateCard } from './state-card.tsx';

/** Several PCs on one record: the line to the server, choices that wait for a person, and who takes part. spec: SYN-3, SYN-4 */
export function PcsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const live = useLive('sync.status', () => client.sync.status({}), ['sync']);
  return (
    <Page title={t('settings.page.pcs')} about={t('sync.about')}>
      <LiveContent live={live}>{(status) => {
        const alone = status.state === 'alone';
        const manages = can('sync.manage');
        return (
          <>
            <StateCard status={status} />
            {manages ? <Alerts /> : null}
            {alone && manages ? <ConnectForm onDone={live.reload} /> : null}
            <Group title={t('sync.choices.title')} wide><Choices /></Group>
            {manages && !alone ? <Group title={t('sync.devices.title')} wide><DeviceTable away={status.state !== 'online'} /><JoinCode status={status} /></Group> : null}
            {manages && !alone ? <SetAside /> : null}
            {manages ? <Group title={t('sync.incidents.title')} wide><RecordCheck alone={alone} /></Group> : null}
          </>
        );
      }}</LiveContent>
    </Page>
  );
}
