import { Loader, NativeSelect } from '@mantine/core';
import { IconArrowsMove, IconCalendarX, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import type { Provider } from '#domain/contract/providers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useRooms } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import { refusalText, spanOf } from './calendar-words.ts';
import { useProviders } from './use-calendar.ts';

interface Props {
  readonly appointments: readonly Appointment[];
  readonly onClose: () => void;
}

/** Several appointments to one doctor: to whom, what becomes of each, and then those that can go at once. */
export function MoveMany({ appointments, onClose }: Props) {
  const { t } = useTranslation();
  const others = useProviders().filter(({ active, id }) => active && appointments.some(({ providerId }) => providerId !== id));
  const [wanted, setWanted] = useState('');
  const to = others.find(({ id }) => id === wanted) ?? (others.length === 1 ? others[0] : undefined);
  return (
    <Dialog opened onClose={onClose} size={860} title={t('calendar.many.title', { count: appointments.length })}>
      {others.length === 0 ? <p>{t('calendar.many.nobody-else')}</p> : (
        <div className={classes.many}>
          <p className={classes.dim}>{t('calendar.many.about')}</p>
          <NativeSelect
            data-autofocus label={t('calendar.many.to-whom')} maw={360} value={to?.id ?? ''} onChange={(event) => setWanted(event.currentTarget.value)}
            data={[...(others.length === 1 ? [] : [{ value: '', label: t('calendar.many.choose') }]), ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          {to ? <Preview key={to.id} appointments={appointments} to={to} onClose={onClose} /> : null}
        </div>
      )}
    </Dialog>
  );
}

type Plan = Awaited<ReturnType<typeof client.appointments.planMoves>>;

function Preview({ appointments, to, onClose }: Props & { readonly to: Provider }) {
  const { t } = useTranslation();
  const ids = appointments.map(({ id }) => id);
  const plan = useLive(`appointments.planMoves:${to.id}:${ids.join()}`, () => client.appointments.planMoves({ providerId: to.id, appointmentIds: ids }), ['calendar', 'clinic', 'patients']);
  const move = useCommand(async () => {
    const seen = appointments.map(({ id, providerId, starts }) => ({ appointmentId: id, providerId, starts }));
    const { moved, left } = await client.appointments.moveMany({ providerId: to.id, appointments: seen });
    const said = t('calendar.many.moved', { count: moved, name: isolated(to.name) });
    toast(moved > 0 ? 'done' : 'info', left === 0 ? said : `${said} ${t('calendar.many.left', { count: left })}`);
    onClose();
  });
  if (!plan.data) return plan.error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(plan.error)} />;
  const { lines } = plan.data;
  const fit = lines.filter(({ refusals }) => refusals.length === 0).length;
  return (
    <>
      <p role="status" className={classes.manyCount}>{t('calendar.many.fit', { fit, all: lines.length, stay: lines.length - fit })}</p>
      <PlanTable lines={lines} />
      <ProblemNote problem={move.problem} />
      <div className={classes.actionPair}>
        <ActionButton
          action={{ id: 'calendar.many.confirm', title: t('calendar.many.confirm', { count: fit }), keys: 'Ctrl+Enter', run: () => void move.run(), when: fit > 0 }} busy={move.busy}
          icon={<IconArrowsMove size={16} aria-hidden />}
        />
      </div>
    </>
  );
}

/** Each appointment with where it goes, or why it stays. */
function PlanTable({ lines }: Plan) {
  const { t } = useTranslation();
  const format = useFormat();
  const rooms = new Map(useRooms().map(({ id, name }) => [id, name]));
  const goesTo = (roomId: string | null): string => {
    const room = roomId === null ? undefined : rooms.get(roomId);
    return room === undefined ? t('calendar.many.same-time') : t('calendar.many.same-time-in', { room: isolated(room) });
  };
  return (
    <div className={classes.manyLines} tabIndex={0} role="group" aria-label={t('calendar.many.where')}>
      <table className={classes.table}>
        <thead><tr>{(['who', 'when'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}<th scope="col">{t('calendar.many.where')}</th></tr></thead>
        <tbody>
          {lines.map(({ appointment, roomId, refusals: [refused] }) => (
            <tr key={appointment.id} data-stays={refused !== undefined || undefined}>
              <th scope="row"><Name>{appointment.name}</Name></th>
              <td className={classes.manyWhen}>{format.date(appointment.starts.slice(0, 10))}{t('everywhere.comma')}<span dir="ltr">{spanOf(appointment)}</span></td>
              <td>
                <span className={classes.manyWhere}>
                  {refused ? <IconCalendarX size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
                  <span>{refused ? `${t('calendar.many.stays')} ${refusalText(refused, t, format)}` : goesTo(roomId)}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
