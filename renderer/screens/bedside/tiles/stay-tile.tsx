import { IconBed, IconPlugConnectedX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { Name } from '#renderer/parts/name.tsx';
import { usePatientWords } from '#renderer/parts/patient-line.tsx';
import { ScoreBadge } from '#renderer/parts/score/score-badge.tsx';
import { AlarmLine } from '../alarms/alarm-line.tsx';
import type { Selection } from '../selection.ts';
import { NumberCell } from './number-cell.tsx';
import { Spark } from './spark.tsx';
import classes from './tile.module.css';
import { useShown, type Shown } from './use-shown.ts';
import { Wave } from './wave.tsx';

interface Props {
  readonly stay: StayView;
  readonly bed: string | undefined;
  readonly selected: boolean;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (stayId: string) => void;
}

const BIG = 2;

/** One patient who is watched. spec: VIT-4, VIT-5 */
export const StayTile = memo(function StayTile({ stay, bed, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const shown = useShown(stay);
  const { numbers, traced, hasWave } = shown;
  const select = (): void => onSelect({ kind: 'stay', id: stay.id });
  return (
    <button
      type="button" className={classes.tile} data-tile={stay.id} data-ringing={shown.worst !== null || undefined} data-selected={selected || undefined}
      aria-current={selected ? 'true' : undefined} onClick={() => { select(); onOpen(stay.id); }} onFocus={select}
    >
      <Head stay={stay} bed={bed} />
      <span className={classes.numbers} data-count={numbers.length}>
        {numbers.map((number, index) => <NumberCell key={number.key} number={number} big={index < BIG} />)}
        {numbers.length === 0 ? <span className={classes.nothing}>{t('bedside.waits-for-value')}</span> : null}
      </span>
      {hasWave || traced !== null ? (
        <span className={classes.pictures}>
          {hasWave ? <Wave stayId={stay.id} label={t('bedside.wave')} /> : null}
          {traced === null ? null : <Spark stayId={stay.id} patientId={stay.patient.id} code={traced} />}
        </span>
      ) : null}
      <Foot shown={shown} />
    </button>
  );
});

const Head = memo(function Head({ stay, bed }: Pick<Props, 'stay' | 'bed'>) {
  const who = usePatientWords(stay.patient);
  return (
    <span className={classes.head}>
      {bed === undefined ? null : <span className={classes.bed}><IconBed size={16} aria-hidden /><Name>{bed}</Name></span>}
      <span className={classes.who}><Name>{stay.patient.name}</Name></span>
      <span className={classes.facts}>{who}</span>
      {stay.score ? <ScoreBadge score={stay.score} brief /> : null}
    </span>
  );
});

function Foot({ shown: { worst, more, quiet, flags, connected } }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  return (
    <span className={classes.foot}>
      {worst ? <AlarmLine alarm={worst} /> : null}
      {more > 0 ? <span className={classes.more}>{t('shell.more-alarms', { count: more })}</span> : null}
      {quiet.map(({ deviceId, name, state }) => (
        <span key={deviceId} className={classes.trouble}><IconPlugConnectedX size={15} aria-hidden /><span>{t(`bedside.device-state.${state}`, { name })}</span></span>
      ))}
      {flags.map((flag) => <span key={flag} className={classes.flag}>{t(`bedside.flag.${flag}`)}</span>)}
      {connected ? null : <span className={classes.trouble}><IconPlugConnectedX size={15} aria-hidden /><span>{t('bedside.not-connected')}</span></span>}
    </span>
  );
}
