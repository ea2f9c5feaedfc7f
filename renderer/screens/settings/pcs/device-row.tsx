import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncDevice } from '#domain/contract/sync.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { skewWords, tells } from '#renderer/session/sync-words.ts';
import type { Format } from '#renderer/text/format.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './pcs.module.css';
import { RowQuestion } from './row-question.tsx';

type Status = SyncDevice['status'];

interface Props {
  readonly device: SyncDevice;
  readonly columns: number;
  readonly busy: boolean;
  /** The keys are for this line. */
  readonly marked: boolean;
  readonly onMark: () => void;
  /** What is being asked once more. */
  readonly asking: Status | undefined;
  readonly onAsk: (status: Status | undefined) => void;
  readonly onSet: (status: Status) => void;
}

const MARKED = { 'data-chosen': true, 'aria-current': true } as const;

/** Whether there is anything to be done about it from here. */
export const canBeSet = ({ thisPc, status }: SyncDevice): boolean => !thisPc && status !== 'revoked';

/** A PC as a line; a question about it stands under it. */
export function DeviceRow({ device, columns, busy, marked, onMark, asking, onAsk, onSet }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const when = (instant: string | null): string => (instant === null ? t('sync.devices.never') : format.dateTime(instant, now));
  const out = device.status === 'revoked';
  return (
    <>
      <tr data-off={device.status !== 'active' || undefined} {...(marked ? MARKED : {})} onFocus={onMark} onPointerDown={onMark}>
        <th scope="row">
          <span className={classes.pcName}><Name>{device.name}</Name>{device.thisPc ? <Badge size="sm" variant="light">{t('sync.devices.this')}</Badge> : null}</span>
          <span className={classes.fact}>
            <span dir="ltr">{device.slot} · {device.letter}</span>
            {device.status === 'active' ? null : <span className={classes.status} data-status={device.status}>{t(`sync.devices.status.${device.status}`)}</span>}
            {device.replacedBy === null ? null : <span className={classes.status}>{t('sync.devices.replaced')}</span>}
          </span>
        </th>
        <td className={classes.day}>{when(device.lastSeen)}</td>
        <td>
          {device.outbox === null ? t('sync.devices.unknown') : format.number(device.outbox)}
          {device.oldestUnsent === null ? null : <span className={classes.fact}>{t('sync.devices.since', { time: format.dateTime(device.oldestUnsent, now) })}</span>}
        </td>
        <td>{device.behind === null || out ? t('sync.devices.unknown') : format.number(device.behind)}</td>
        <td data-tell={tells(device.skewMs) || undefined}>{device.skewMs === null ? t('sync.devices.unknown') : skewWords(device.skewMs, t, format)}</td>
        <td>
          {device.program === null ? t('sync.devices.unknown') : <span dir="ltr">{device.program}</span>}{device.schema === null ? null : <span className={classes.fact}>{t('sync.devices.schema', { number: device.schema })}</span>}
          {device.diskFreeBytes === null ? null : <span className={classes.fact}>{t('sync.devices.disk', { size: gigabytes(device.diskFreeBytes, format) })}</span>}
        </td>
        <td className={classes.day}>{when(device.lastCheck)}</td>
        <td className={classes.actions}><DeviceActions device={device} marked={marked} onAsk={onAsk} onSet={onSet} busy={busy} /></td>
      </tr>
      {asking === undefined ? null : (
        <tr data-question>
          <td colSpan={columns}>
            <RowQuestion
              question={t(`sync.devices.question.${asking}`, { name: isolated(device.name) })} confirm={t(`sync.devices.confirm.${asking}`)} forGood={asking === 'revoked'}
              busy={busy} onYes={() => onSet(asking)} onNo={() => onAsk(undefined)}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** Room on the disk in gigabytes, one decimal below ten. */
function gigabytes(bytes: number, format: Format): string {
  const size = bytes / 1e9;
  return format.number(size < 10 ? Math.round(size * 10) / 10 : Math.round(size));
}

function DeviceActions({ device, busy, marked, onAsk, onSet }: Pick<Props, 'device' | 'busy' | 'marked' | 'onAsk' | 'onSet'>) {
  const { t } = useTranslation();
  if (!canBeSet(device)) return null;
  const stops = device.status === 'active';
  return (
    <span className={classes.rowButtons}>
      <DeviceButton device={device} id="pause" keys={marked ? 'Alt+P' : undefined} label={t(`sync.devices.${stops ? 'suspend' : 'resume'}`)} busy={!stops && busy} onRun={() => (stops ? onAsk('suspended') : onSet('active'))} />
      <DeviceButton device={device} id="revoke" keys={marked ? 'Alt+T' : undefined} label={t('sync.devices.revoke')} busy={false} onRun={() => onAsk('revoked')} />
    </span>
  );
}

interface ButtonProps {
  readonly device: SyncDevice;
  readonly id: 'pause' | 'revoke';
  readonly keys: string | undefined;
  readonly label: string;
  readonly busy: boolean;
  readonly onRun: () => void;
}

/** Of several PCs the marked one's buttons have the keys. */
function DeviceButton({ device, id, keys, label, busy, onRun }: ButtonProps) {
  const about = `: ${device.name}`;
  return (
    <ActionButton
      size="compact-sm" variant="default" busy={busy} label={label} about={about}
      action={{ id: `sync.${id}.${device.id}`, title: `${label}${about}`, ...(keys === undefined ? {} : { keys }), run: onRun }}
    />
  );
}
