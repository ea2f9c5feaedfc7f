import { IconBed, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Bed, StayView } from '#domain/contract/bedside.ts';
import { worstFirst } from '#domain/devices/alarms.ts';
import { Name } from '#renderer/parts/name.tsx';
import { usePatientWords } from '#renderer/parts/patient-line.tsx';
import { ScoreBadge } from '#renderer/parts/score/score-badge.tsx';
import { AlarmLine } from '../alarms/alarm-line.tsx';
import { useDeskNow, useStayNow } from '../live/use-live-beds.ts';
import { liveBeds } from '../live/use-live-beds.ts';
import { numbersOf, onTile, ringing } from '../numbers.ts';
import { useUnits } from '../use-units.ts';
import { NumberCell } from './number-cell.tsx';
import { Spark } from './spark.tsx';
import classes from './tile.module.css';
import { Wave } from './wave.tsx';

interface Props {
  readonly stay: StayView;
  readonly beds: readonly Bed[];
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

const BIG = 2;
const MOST = 6;
/** A device in one of these states says nothing now. */
const QUIET = new Set(['off', 'absent', 'silent', 'held', 'refused', 'fault']);

/** One patient who is watched. spec: VIT-4, VIT-5 */
export function StayTile({ stay, beds, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const who = usePatientWords(stay.patient);
  const units = useUnits();
  const now = useDeskNow();
  const live = useStayNow(stay);
  const numbers = onTile(numbersOf(live, units, now));
  const loud = ringing(live.alarms);
  const [worst, ...others] = worstFirst(loud, (alarm) => alarm);
  const bed = beds.find(({ id }) => id === stay.bedId)?.name;
  const traced = numbers.find(({ kind, codes }) => kind === 'live' && codes.length === 1);
  const flags = [...new Set(live.devices.flatMap((device) => device.flags))].filter((flag) => flag !== 'beat');
  return (
    <button
      type="button" className={classes.tile} data-tile={stay.id} data-ringing={loud.length > 0 || undefined} data-selected={selected || undefined}
      aria-current={selected ? 'true' : undefined} onClick={() => { onSelect(); onOpen(); }} onFocus={onSelect}
    >
      <span className={classes.head}>
        {bed === undefined ? null : <span className={classes.bed}><IconBed size={16} aria-hidden /><Name>{bed}</Name></span>}
        <span className={classes.who}><Name>{stay.patient.name}</Name></span>
        <span className={classes.facts}>{who}</span>
        {stay.score ? <ScoreBadge score={stay.score} brief /> : null}
      </span>
      <span className={classes.numbers} data-count={Math.min(numbers.length, MOST)}>
        {numbers.slice(0, MOST).map((number, index) => <NumberCell key={number.key} number={number} now={now} big={index < BIG} />)}
        {numbers.length === 0 ? <span className={classes.nothing}>{t('bedside.waits-for-value')}</span> : null}
      </span>
      {liveBeds.track(stay.id) || traced ? (
        <span className={classes.pictures}>
          {liveBeds.track(stay.id) ? <Wave stayId={stay.id} label={t('bedside.wave')} /> : null}
          {traced ? <Spark stay={stay} code={traced.key} /> : null}
        </span>
      ) : null}
      <span className={classes.foot}>
        {worst ? <AlarmLine alarm={worst} /> : null}
        {others.length > 0 ? <span className={classes.more}>{t('shell.more-alarms', { count: others.length })}</span> : null}
        {live.devices.filter(({ state }) => QUIET.has(state)).map((device) => (
          <span key={device.deviceId} className={classes.trouble}><IconPlugConnectedX size={15} aria-hidden /><span>{t(`bedside.device-state.${device.state}`, { name: device.name })}</span></span>
        ))}
        {flags.map((flag) => <span key={flag} className={classes.flag}>{t(`bedside.flag.${flag}`)}</span>)}
        {live.connected ? null : <span className={classes.trouble}><IconPlugConnectedX size={15} aria-hidden /><span>{t('bedside.not-connected')}</span></span>}
      </span>
    </button>
  );
}
