import { Loader, NativeSelect } from '@mantine/core';
import { IconArrowsMove, IconClockPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_MOVED, type Appointment } from '#domain/contract/calendar.ts';
import type { Provider } from '#domain/contract/providers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from './calendar.module.css';
import { nextOffers, PlanTable, type Chosen } from './move-plan.tsx';
import { useProviders } from './use-calendar.ts';

interface Props {
  readonly appointments: readonly Appointment[];
  readonly onClose: () => void;
}

/**
 * Several appointments to one doctor: to whom, what becomes of each, and then those that can go at once. Of very many the
 * first are moved together, then the next.
 */
export function MoveMany({ appointments, onClose }: Props) {
  const { t } = useTranslation();
  // Those that were marked when it was opened: whoever is moved leaves the list behind.
  const [all] = useState(appointments);
  const [from, setFrom] = useState(0);
  const [wanted, setWanted] = useState('');
  const these = all.slice(from, from + MOST_MOVED);
  const others = useProviders().filter(({ active, id }) => active && all.some(({ providerId }) => providerId !== id));
  const to = others.find(({ id }) => id === wanted) ?? (others.length === 1 ? others[0] : undefined);
  const next = (): void => { if (from + MOST_MOVED < all.length) setFrom(from + MOST_MOVED); else onClose(); };
  return (
    <Dialog opened onClose={onClose} size={940} title={t('calendar.many.title', { count: all.length })}>
      {others.length === 0 ? <p>{t('calendar.many.nobody-else')}</p> : (
        <div className={classes.many}>
          <p className={classes.dim}>{t('calendar.many.about')}{all.length > MOST_MOVED ? ` ${t('calendar.many.part', { from: from + 1, to: from + these.length, all: all.length })}` : null}</p>
          <NativeSelect
            data-autofocus label={t('calendar.many.to-whom')} maw={360} value={to?.id ?? ''} onChange={(event) => setWanted(event.currentTarget.value)}
            data={[...(others.length === 1 ? [] : [{ value: '', label: t('calendar.many.choose') }]), ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          {to ? <Preview key={`${to.id} ${String(from)}`} appointments={these} to={to} onDone={next} /> : null}
        </div>
      )}
    </Dialog>
  );
}

interface PreviewProps {
  readonly appointments: readonly Appointment[];
  readonly to: Provider;
  readonly onDone: () => void;
}

function Preview({ appointments, to, onDone }: PreviewProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>({});
  const ids = appointments.map(({ id }) => id);
  const others = Object.entries(chosen).map(([appointmentId, starts]) => ({ appointmentId, starts }));
  const read = useLive(
    `appointments.planMoves:${to.id}:${ids.join()}:${JSON.stringify(others)}`,
    () => client.appointments.planMoves({ providerId: to.id, appointmentIds: ids, others }), ['calendar', 'clinic', 'patients'],
  );
  // While another choice is worked out, what was known before stays: the cursor keeps its place in it.
  const [plan, setPlan] = useState(read.data);
  if (read.data && read.data !== plan) setPlan(read.data);
  const move = useCommand(async () => {
    const seen = appointments.map(({ id, providerId, starts }) => ({ appointmentId: id, providerId, starts, ...(chosen[id] === undefined ? {} : { to: chosen[id] }) }));
    const { moved, left } = await client.appointments.moveMany({ providerId: to.id, appointments: seen });
    const said = t('calendar.many.moved', { count: moved, name: isolated(to.name) });
    toast(moved > 0 ? 'done' : 'info', left === 0 ? said : `${said} ${t('calendar.many.left', { count: left })}`);
    onDone();
  });
  if (!plan) return read.error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(read.error)} />;
  const { lines } = plan;
  const fit = lines.filter(({ refusals }) => refusals.length === 0).length;
  const offered = nextOffers(lines, chosen);
  return (
    <>
      <p role="status" className={classes.manyCount}>{t('calendar.many.fit', { fit, all: lines.length, stay: lines.length - fit })}</p>
      <PlanTable lines={lines} chosen={chosen} onChoose={setChosen} />
      <ProblemNote problem={move.problem} />
      <div className={classes.actionPair}>
        <ActionButton
          action={{ id: 'calendar.many.offer', title: t('calendar.many.offer-all'), keys: 'Alt+O', run: () => setChosen(offered), when: offered !== chosen && read.data !== undefined }} variant="default"
          icon={<IconClockPlus size={16} aria-hidden />}
        />
        <ActionButton
          action={{ id: 'calendar.many.confirm', title: t('calendar.many.confirm', { count: fit }), keys: 'Ctrl+Enter', run: () => void move.run(), when: fit > 0 && read.data !== undefined }} busy={move.busy}
          icon={<IconArrowsMove size={16} aria-hidden />}
        />
      </div>
    </>
  );
}
