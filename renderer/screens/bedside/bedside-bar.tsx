import {
  IconArrowsExchange, IconBellCheck, IconBellOff, IconClipboardPlus, IconDoorExit, IconEar, IconLayoutSidebarRight, IconPlugConnectedX, IconUserPlus, IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toggleMute, useBellState } from '#renderer/session/alarms.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './bedside.module.css';
import { deviceQuestion, deviceStep, portQuestion, type Question } from './give/questions.ts';
import { useDeskNow, useRinging } from './live/use-live-beds.ts';
import { listen, type Hearing } from './new-ports.ts';
import { measureName } from './measure-words.ts';
import { useChartNow } from './panel/use-chart-now.ts';
import type { Selected } from './selection.ts';

interface Props {
  readonly stays: readonly StayView[];
  readonly selected: Selected | undefined;
  readonly hearings: Readonly<Record<string, Hearing>>;
  readonly onAsk: (question: Question) => void;
  readonly onOpen: (stayId: string) => void;
}

const SIZE = 'compact-sm';

/** Every step of the marked tile with its key, and the alarm's own: heard, answered, muted. */
export function BedsideBar({ stays, selected, hearings, onAsk, onOpen }: Props) {
  const { t } = useTranslation();
  const write = useCan()('bedside.write');
  const stay = selected?.kind === 'stay' ? selected.stay : undefined;
  return (
    <div className={classes.bar} data-foot role="group" aria-label={t('bedside.steps')}>
      <AlarmKeys stays={stays} selected={stay} />
      {write && !stay ? <GiveKeys selected={selected} hearings={hearings} onAsk={onAsk} /> : null}
      {stay ? <ActionButton size={SIZE} variant="default" about={stay.patient.name} action={{ id: 'bedside.open', title: t('bedside.open'), keys: 'o', run: () => onOpen(stay.id) }} icon={<IconLayoutSidebarRight size={18} aria-hidden className="db-flip" />} /> : null}
      {write && stay ? <StayKeys stay={stay} onAsk={onAsk} /> : null}
    </div>
  );
}

function GiveKeys({ selected, hearings, onAsk }: Pick<Props, 'selected' | 'hearings' | 'onAsk'>) {
  const { t } = useTranslation();
  const port = selected?.kind === 'port' ? selected.port : undefined;
  const give = selected?.kind === 'device' ? deviceQuestion(selected.device) : port && portQuestion(port, hearings[port.path]);
  return (
    <>
      <ActionButton size={SIZE} action={{ id: 'bedside.give', title: t('bedside.give'), keys: 'g', when: give !== undefined, run: () => { if (give) onAsk(give); } }} icon={<IconUserPlus size={18} aria-hidden />} />
      {port ? <ActionButton size={SIZE} variant="default" action={{ id: 'bedside.listen', title: t('bedside.listen'), keys: 'l', run: () => { void listen(port.path); } }} icon={<IconEar size={18} aria-hidden />} /> : null}
    </>
  );
}

function StayKeys({ stay, onAsk }: Pick<Props, 'onAsk'> & { readonly stay: StayView }) {
  const { t } = useTranslation();
  const chart = useChartNow(stay);
  const { name } = stay.patient;
  const [first, ...others] = stay.devices;
  const forDevice = (what: 'hand-over' | 'release'): void => {
    if (first) onAsk(others.length === 0 ? deviceStep(stay, first.deviceId, what) : { kind: 'which', stay, what });
  };
  const hasDevice = first !== undefined;
  return (
    <>
      <ActionButton size={SIZE} variant="default" about={name} busy={chart.busy} action={{ id: 'bedside.chart', title: t('bedside.chart'), keys: 'c', run: chart.run }} icon={<IconClipboardPlus size={18} aria-hidden />} />
      <ActionButton size={SIZE} variant="default" about={name} action={{ id: 'bedside.hand-over', title: t('bedside.hand-over'), keys: 'h', when: hasDevice, run: () => forDevice('hand-over') }} icon={<IconArrowsExchange size={18} aria-hidden />} />
      <ActionButton size={SIZE} variant="default" about={name} action={{ id: 'bedside.release', title: t('bedside.release'), keys: 'r', when: hasDevice, run: () => forDevice('release') }} icon={<IconPlugConnectedX size={18} aria-hidden />} />
      <ActionButton size={SIZE} variant="default" about={name} action={{ id: 'bedside.discharge', title: t('bedside.discharge'), keys: 'd', run: () => onAsk({ kind: 'discharge', stay }) }} icon={<IconDoorExit size={18} aria-hidden className="db-flip" />} />
      {chart.toConfirm.length === 0 ? <ProblemNote problem={chart.problem} /> : <span role="alert" className={classes.soundTrouble}>{t('bedside.confirm-unusual', { names: chart.toConfirm.map((code) => measureName(code, t)).join(t('bedside.and')) })}</span>}
    </>
  );
}

/** The alarm is answered where it rings: by the marked patient's first, then the others'. */
function AlarmKeys({ stays, selected }: { readonly stays: readonly StayView[]; readonly selected: StayView | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const write = useCan()('bedside.write');
  const now = useDeskNow();
  const { until } = useBellState();
  const loud = useRinging(stays);
  const answer = useCommand(async () => {
    const here = loud.filter(({ stayId }) => stayId === selected?.id);
    for (const { alarm } of here.length > 0 ? here : loud.slice(0, 1)) await client.bedside.acknowledge({ alarmId: alarm.id });
  });
  const muted = until > now;
  return (
    <>
      {write && loud.length > 0 ? (
        <ActionButton
          size="compact-sm" color="red" busy={answer.busy} icon={<IconBellCheck size={18} aria-hidden />}
          action={{ id: 'bedside.acknowledge', title: t('bedside.acknowledge', { count: loud.length }), keys: 'a', run: () => { void answer.run(); } }}
        />
      ) : null}
      <ActionButton
        size="compact-sm" variant={muted ? 'light' : 'default'} icon={muted ? <IconBellOff size={18} aria-hidden /> : <IconVolumeOff size={18} aria-hidden />}
        action={{ id: 'bedside.mute', title: muted ? t('bedside.muted-until', { time: format.time(until) }) : t('bedside.mute'), keys: 'm', run: () => toggleMute() }}
      />
      {answer.problem ? <ProblemNote problem={answer.problem} /> : null}
    </>
  );
}
