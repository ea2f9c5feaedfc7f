import { Button } from '@mantine/core';
import { IconDeviceWatch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import { DeviceState } from './device-state.tsx';

interface Props {
  readonly devices: readonly DeviceView[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Each device with where it is, how it is and who has it. */
export function DeviceTable({ devices, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const write = useCan()('bedside.write');
  const again = useCommand((deviceId: string) => client.devices.reconnect({ deviceId }));
  if (devices.length === 0) return <Empty icon={IconDeviceWatch} title={t('devices.none')} hint={t('devices.none-hint')} />;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('devices.list')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('devices.name')}</th><th scope="col">{t('devices.kind')}</th><th scope="col">{t('devices.port')}</th>
            <th scope="col">{t('devices.how')}</th><th scope="col">{t('devices.patient')}</th><th scope="col"><span className="db-hidden">{t('devices.reconnect')}</span></th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <tr key={device.id} data-chosen={device.id === chosen || undefined} data-off={!device.active || undefined}>
              <th scope="row"><button type="button" className={classes.rowButton} aria-pressed={device.id === chosen} onClick={() => onChoose(device.id)}><Name>{device.name}</Name></button></th>
              <td>{t(`devices.family.${device.family}`)} <span className={classes.dim}>{t(`devices.mark.${device.mark}`)}</span></td>
              <td><bdi className={classes.dim} dir="ltr">{device.path ?? t('devices.over-http')}</bdi></td>
              <td><DeviceState state={device.state} />{device.lastFrameAt === null ? null : <> <span className={classes.dim}>{t('devices.last-heard', { time: format.dateTime(device.lastFrameAt, now) })}</span></>}</td>
              <td>{device.patientName === null ? '–' : <Name>{device.patientName}</Name>}</td>
              <td className={classes.tableEnd}>
                {write && device.active && device.transport === 'serial' ? (
                  <Button size="xs" variant="default" disabled={again.busy} aria-label={t('devices.reconnect-of', { name: device.name })} onClick={() => { void again.run(device.id); }}>{t('devices.reconnect')}</Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={again.problem} />
    </div>
  );
}
