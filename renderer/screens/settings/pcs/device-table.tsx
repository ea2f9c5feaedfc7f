import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncDevice } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import classes from '../parts/page.module.css';

/** Every PC of the clinic; a lost one is kept out here. */
export function DeviceTable() {
  const { t } = useTranslation();
  const live = useLive('sync.devices', () => client.sync.devices({}), ['sync']);
  const set = useCommand(async (id: string, status: SyncDevice['status']) => {
    await client.sync.setDevice({ id, status, reason: t(`sync.devices.reason.${status}`) });
    live.reload();
  });
  return (
    <>
      <LiveContent live={live}>{({ devices }) => (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('sync.devices.title')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('sync.devices.name')}</th>
                <th scope="col">{t('sync.devices.slot')}</th>
                <th scope="col">{t('sync.devices.seen')}</th>
                <th scope="col">{t('sync.devices.behind')}</th>
                <th scope="col"><span className="db-hidden">{t('sync.devices.actions')}</span></th>
              </tr>
            </thead>
            <tbody>{devices.map((device) => <DeviceRow key={device.id} device={device} busy={set.busy} onSet={(status) => void set.run(device.id, status)} />)}</tbody>
          </table>
        </div>
      )}</LiveContent>
      <ProblemNote problem={set.problem} />
    </>
  );
}

interface RowProps {
  readonly device: SyncDevice;
  readonly busy: boolean;
  readonly onSet: (status: SyncDevice['status']) => void;
}

function DeviceRow({ device, busy, onSet }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const question = t('sync.devices.revoke-question', { name: isolated(device.name) });
  return (
    <tr data-off={device.status !== 'active' || undefined}>
      <th scope="row"><Name>{device.name}</Name> {device.thisPc ? <Badge variant="light">{t('sync.devices.this')}</Badge> : null}</th>
      <td>{device.slot} · {device.letter}</td>
      <td>{device.lastSeen === null ? t('sync.devices.never') : format.dateTime(device.lastSeen, now)}</td>
      <td>{device.behind === null ? '' : t('sync.devices.changes', { count: device.behind })}</td>
      <td className={classes.tableEnd}>
        {device.status === 'revoked' ? <Badge color="gray" variant="outline">{t('sync.devices.status.revoked')}</Badge> : null}
        {device.thisPc || device.status === 'revoked' ? null : (
          <ConfirmButton size="xs" variant="default" label={t('sync.devices.revoke')} question={question} confirm={t('sync.devices.revoke')} busy={busy} onConfirm={() => onSet('revoked')} />
        )}
      </td>
    </tr>
  );
}
