import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useDevices } from '#renderer/session/devices.ts';
import { useCan } from '#renderer/session/session.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { BedList } from './bed-list.tsx';
import { DevicePanel } from './device-panel.tsx';
import { DeviceTable } from './device-table.tsx';
import { DriverTable } from './driver-table.tsx';
import { KeepForm } from './keep-form.tsx';
import { NewPorts } from './new-ports-card.tsx';
import { SensorForm } from './sensor-form.tsx';

/** Devices of this PC: what they are, how they are, and how one more is added. spec: VIT-2, VIT-3, INS-3 */
export function DevicesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const [chosen, setChosen] = useState<string>();
  const devices = useDevices();
  const drivers = useLive('devices.drivers', () => client.devices.drivers({}), []);
  const device = devices.data?.devices.find(({ id }) => id === chosen);
  return (
    <Page
      title={t('settings.page.devices')} about={t('devices.about')}
      side={device ? <DevicePanel key={device.id} device={device} drivers={drivers.data?.drivers ?? []} onClose={() => setChosen(undefined)} /> : undefined}
    >
      <Group title={t('devices.list')} wide>
        <LiveContent live={devices}>{(data) => <DeviceTable devices={data.devices} chosen={chosen} onChoose={setChosen} />}</LiveContent>
      </Group>
      {can('bedside.write') ? <Group title={t('devices.add')} wide><NewPorts drivers={drivers.data?.drivers ?? []} onAdded={setChosen} /></Group> : null}
      {can('devices.manage') ? <Group title={t('devices.sensors')} wide><SensorForm /></Group> : null}
      {can('clinic.manage') ? <Group title={t('devices.beds')} wide><BedList /></Group> : null}
      {can('clinic.manage') ? <Group title={t('devices.keep')}><KeepForm /></Group> : null}
      <Group title={t('devices.drivers')} wide>
        <LiveContent live={drivers}>{(data) => <DriverTable drivers={data.drivers} />}</LiveContent>
      </Group>
    </Page>
  );
}
