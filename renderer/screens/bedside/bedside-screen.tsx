import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconHeartRateMonitor } from '@tabler/icons-react';
import type { Bed } from '#domain/contract/bedside.ts';
import type { DeviceView } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useDevices } from '#renderer/session/devices.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { useCan } from '#renderer/session/session.ts';
import { BedsideBar } from './bedside-bar.tsx';
import classes from './bedside.module.css';
import { Asking } from './give/asking.tsx';
import type { Question } from './give/questions.ts';
import { useBedsFollowed, useStays } from './live/use-live-beds.ts';
import { useLookingForPorts, useNewPorts } from './new-ports.ts';
import { StayPanel } from './panel/stay-panel.tsx';
import { findSelected, type Selection } from './selection.ts';
import { TileGrid } from './tile-grid.tsx';

/** Everybody who is watched, and every device that waits for somebody. spec: VIT-2, VIT-4, VIT-5 */
export function BedsideScreen() {
  const { t } = useTranslation();
  const can = useCan();
  useBedsFollowed();
  useLookingForPorts(can('bedside.write'));
  // Read ahead, so that the first key after the choice of a patient opens finds the queue there.
  useQueueToday();
  const stays = useStays();
  const devices = useDevices();
  const beds = useBeds();
  const { ports, hearings } = useNewPorts();
  const [selection, setSelection] = useState<Selection>();
  const [openId, setOpenId] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const watched = stays.data?.stays ?? [];
  const free = (devices.data?.devices ?? []).filter(isWaiting);
  const selected = findSelected(selection, { stays: watched, devices: free, ports });
  const open = watched.find(({ id }) => id === openId);
  const close = (): void => setOpenId(undefined);
  const isEmpty = stays.data !== undefined && watched.length + free.length + ports.length === 0;
  return (
    <div className={classes.screen} data-side={open !== undefined || undefined}>
      <h1 className="db-hidden">{t('shell.area.bedside')}</h1>
      <div className={classes.main}>
        {stays.error === undefined ? null : <ProblemNote problem={problemOf(stays.error)} />}
        {isEmpty ? <NobodyWatched /> : null}
        <TileGrid
          stays={watched} devices={free} ports={ports} hearings={hearings} beds={beds} selected={selected}
          onSelect={setSelection} onOpen={setOpenId} onAsk={can('bedside.write') ? setQuestion : undefined}
        />
        <BedsideBar stays={watched} selected={selected} hearings={hearings} onAsk={setQuestion} onOpen={setOpenId} />
      </div>
      {open ? (
        <aside className={classes.side} aria-label={t('bedside.details')}>
          <StayPanel key={open.id} stay={open} beds={beds} onClose={close} />
        </aside>
      ) : null}
      <Asking
        question={question} beds={beds} onAsk={setQuestion} onClose={() => setQuestion(undefined)}
        onGiven={(stayId) => setSelection({ kind: 'stay', id: stayId })}
      />
    </div>
  );
}

const NO_BEDS: readonly Bed[] = [];

const useBeds = (): readonly Bed[] => useLive('bedside.beds', () => client.bedside.beds({}), ['bedside', 'clinic']).data?.beds ?? NO_BEDS;

function NobodyWatched() {
  const { t } = useTranslation();
  const { listing } = useNewPorts();
  return <Empty icon={IconHeartRateMonitor} title={t('bedside.empty')} hint={t(listing === 'not-possible' ? 'bedside.empty-no-list' : 'bedside.empty-hint')} />;
}

/** Switched on, here, and nobody's. One that is not plugged in stands in the settings alone. */
const isWaiting = ({ active, stayId, state }: DeviceView): boolean => active && stayId === null && state !== 'absent' && state !== 'off';
