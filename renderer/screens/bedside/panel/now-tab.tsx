import { NativeSelect } from '@mantine/core';
import { IconCheck, IconClipboardPlus, IconClock, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Bed, StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { useDeskNow, useStayNow } from '../live/use-live-beds.ts';
import { measureName } from '../measure-words.ts';
import { numbersOf, type TileNumber } from '../numbers.ts';
import { ageWords } from '../since.ts';
import { useUnits } from '../use-units.ts';
import classes from './panel.module.css';
import { useChartNow } from './use-chart-now.ts';

/** What stands there now, what of it may go into the chart, and why the rest may not. */
export function NowTab({ stay, beds }: { readonly stay: StayView; readonly beds: readonly Bed[] }) {
  const { t } = useTranslation();
  const write = useCan()('bedside.write');
  const units = useUnits();
  const now = useDeskNow();
  const format = useFormat();
  const live = useStayNow(stay);
  const numbers = numbersOf(live, units, now);
  const chart = useChartNow(stay);
  return (
    <section className={classes.part}>
      <table className={classes.table}>
        <caption className="db-hidden">{t('bedside.tab.now')}</caption>
        <thead><tr><th scope="col">{t('bedside.what')}</th><th scope="col">{t('bedside.value')}</th><th scope="col">{t('bedside.age')}</th><th scope="col">{t('bedside.for-chart')}</th></tr></thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={number.key} data-state={number.state}>
              <th scope="row">{measureName(number.key, t)}</th>
              <td className={classes.value} dir="ltr">{number.text ?? '––'} <small>{number.unit}</small></td>
              <td>{number.state === 'stale' ? t('bedside.stale', { age: ageWords(number.at, now, t, format) }) : ageWords(number.at, now, t, format)}</td>
              <td><ForChart number={number} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {chart.toConfirm.length === 0 ? <ProblemNote problem={chart.problem} /> : null}
      {chart.toConfirm.length === 0 ? null : <p role="alert" className={classes.confirm}>{t('bedside.confirm-unusual', { names: chart.toConfirm.map((code) => measureName(code, t)).join(t('bedside.and')) })}</p>}
      {write ? (
        <ActionButton
          size="compact-md" autoFocus busy={chart.busy} icon={<IconClipboardPlus size={18} aria-hidden />}
          action={{ id: 'bedside.chart-enter', title: t('bedside.chart'), keys: 'Enter', run: chart.run, when: numbers.length > 0 }}
        />
      ) : null}
      {write ? <BedChoice stay={stay} beds={beds} /> : null}
      <h3 className={classes.small}>{t('bedside.devices')}</h3>
      <ul className={classes.devices}>
        {live.devices.map((device) => (
          <li key={device.deviceId}><bdi>{device.name}</bdi> <span className={classes.dim}>{t(`devices.state.${device.state}`)}{device.here ? '' : ` · ${t('bedside.other-pc')}`}</span></li>
        ))}
      </ul>
    </section>
  );
}

/** Whether a value may be charted, in words. */
function ForChart({ number }: { readonly number: TileNumber }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [Picture, words] = number.waiting === null
    ? number.steady ? [IconCheck, t('bedside.steady')] as const : [IconClock, t('bedside.not-steady')] as const
    : [IconHandStop, t(`bedside.waits.${number.waiting}`)] as const;
  return (
    <span className={classes.forChart} data-waits={number.waiting !== null || undefined}>
      <Picture size={15} aria-hidden /> <span>{words}{number.chartedAt === null ? null : <small className={classes.dim}> {t('bedside.charted-at', { time: format.time(number.chartedAt) })}</small>}</span>
    </span>
  );
}

function BedChoice({ stay, beds }: { readonly stay: StayView; readonly beds: readonly Bed[] }) {
  const { t } = useTranslation();
  const move = useCommand((bedId: string | null) => client.bedside.moveBed({ stayId: stay.id, bedId }));
  if (beds.length === 0) return null;
  return (
    <>
      <NativeSelect
        label={t('bedside.bed')} value={stay.bedId ?? ''} onChange={(event) => { void move.run(event.currentTarget.value === '' ? null : event.currentTarget.value); }}
        data={[{ value: '', label: t('bedside.no-bed') }, ...beds.filter(({ active, id }) => active || id === stay.bedId).map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <ProblemNote problem={move.problem} />
    </>
  );
}
