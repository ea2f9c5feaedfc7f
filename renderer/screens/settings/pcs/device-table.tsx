import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncDevice } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useMarkedLine } from '#renderer/parts/marked-line.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import page from '../parts/page.module.css';
import { canBeSet, DeviceRow } from './device-row.tsx';
import classes from './pcs.module.css';

const COLUMNS = ['name', 'seen', 'unsent', 'behind', 'clock', 'program', 'checked'] as const;

/**
 * Every PC of the clinic, how it does, and what a manager may do about it. spec: SYN-4
 * @param away the server is not there to tell, which is no fault
 */
export function DeviceTable({ away }: { readonly away: boolean }) {
  const { t } = useTranslation();
  const live = useLive('sync.devices', () => client.sync.devices({}), ['sync']);
  const [asking, setAsking] = useState<{ readonly id: string; readonly status: SyncDevice['status'] }>();
  const set = useCommand(async (id: string, status: SyncDevice['status']) => {
    await client.sync.setDevice({ id, status, reason: t(`sync.devices.reason.${status}`) });
    setAsking(undefined);
    live.reload();
  });
  const line = useMarkedLine((live.data?.devices ?? []).filter(canBeSet).map(({ id }) => id));
  if (away && live.data === undefined) return <p className={classes.server}>{t('sync.devices.away')}</p>;
  return (
    <>
      <LiveContent live={live}>{({ devices }) => (
        <div className={page.scroll} tabIndex={0} role="region" aria-label={t('sync.devices.list')}>
          <table className={`${page.table} ${classes.devices}`}>
            <thead>
              <tr>
                {COLUMNS.map((column) => <th key={column} scope="col">{t(`sync.devices.${column}`)}</th>)}
                <th scope="col"><span className="db-hidden">{t('sync.devices.actions')}</span></th>
              </tr>
            </thead>
            <tbody>
              {devices.map((device) => (
                <DeviceRow
                  key={device.id} device={device} columns={COLUMNS.length + 1} busy={set.busy} marked={device.id === line.key} onMark={() => { if (canBeSet(device)) line.mark(device.id); }}
                  asking={asking?.id === device.id ? asking.status : undefined}
                  onAsk={(status) => setAsking(status === undefined ? undefined : { id: device.id, status })} onSet={(status) => void set.run(device.id, status)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}</LiveContent>
      <ProblemNote problem={set.problem} />
    </>
  );
}
