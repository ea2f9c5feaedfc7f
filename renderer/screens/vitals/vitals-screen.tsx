import { Loader } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import type { Observation } from '#domain/contract/vitals.ts';
import { isQuantity, type QuantityCode } from '#domain/vitals/quantities.ts';
import { unitChoice } from '#domain/record/shown-value.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { Face } from '#renderer/parts/photo/face.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { openEntryOf } from '#renderer/session/here.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ago } from '#renderer/text/ago.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { measureRows } from '../chart/measure-rows.ts';
import { signName, stateWord } from '../chart/sign-words.ts';
import { tilesOf } from '../chart/tiles.ts';
import { ageDaysOn, useChart, type Chart } from '../chart/use-chart.ts';
import { AllergyMark } from '../patients/allergy-mark.tsx';
import { goBack } from '../patients/go-back.ts';
import { ageWords, sexWord } from '../patients/patient-words.ts';
import type { BoxCode } from './boxes.ts';
import { VitalsForm } from './vitals-form.tsx';
import classes from './vitals.module.css';

interface Props {
  readonly patientId: string;
  /** The visit's token; found among today's when it is not given. */
  readonly tokenId?: string | undefined;
}

/** Vital signs of one patient, taken by hand. */
export function VitalsScreen({ patientId, tokenId }: Props) {
  const { t } = useTranslation();
  const chart = useChart(patientId);
  const settings = useClinicSettings();
  const queue = useQueueToday();
  if (chart.error !== undefined && !chart.data) return <ProblemNote problem={problemOf(chart.error)} />;
  if (!chart.data || !settings) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return <Taking chart={chart.data} settings={settings} tokenId={tokenId ?? openEntryOf(queue.data?.entries, patientId)?.id} />;
}

function Taking({ chart, settings, tokenId }: { readonly chart: Chart; readonly settings: ClinicSettings; readonly tokenId: string | undefined }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { patient, record } = chart;
  const ageDays = ageDaysOn(patient, format.today(now));
  const context = useMemo(() => ({ ageDays, previous: previousValues(record?.latest ?? []) }), [ageDays, record]);
  const units = unitChoice(settings);
  const tiles = useMemo(() => tilesOf(record?.latest ?? [], [], { ageDays, units: unitChoice(settings) }), [record, ageDays, settings]);
  const before = (code: BoxCode): string | undefined => {
    const tile = tiles.find((each) => each.key === code || (code === 'oxygen' && each.key === 'o2-flow'));
    if (!tile) return undefined;
    const value = tile.latestText === null ? ltr(`${tile.latest} ${tile.unit}`.trim()) : stateWord(code, tile.latestText, t);
    return t('vitals.before', { value, ago: ago(tile.takenAt, now, i18n.language) });
  };
  const stored = (observations: readonly Observation[]): void => {
    const rows = measureRows(observations, units, ageDays);
    const said = rows.map((row) => `${signName(row.code, t)} ${row.word === null ? ltr(`${row.value} ${row.unit}`.trim()) : stateWord(row.code, row.word, t)}`);
    toast('done', t('vitals.stored', { name: isolated(patient.name), values: said.join(' · ') }));
    goBack('patients', patient.id);
  };
  return (
    <div className={classes.screen}>
      <header className={classes.patient}>
        <Face name={patient.name} photo={patient.photo} size={44} />
        <div>
          <h1 className={classes.patientName}>{t('vitals.of')} <Name>{patient.name}</Name></h1>
          <div className={classes.facts}>
            <span>{ageWords(patient, now, t, format, true)}</span><span>{sexWord(patient.sex, t)}</span><span dir="ltr">{patient.number}</span>
            <AllergyMark count={patient.allergyCount} />
          </div>
        </div>
        <ActionButton
          action={{ id: 'vitals.back', title: t('vitals.back'), keys: 'Escape', run: () => goBack('patients', patient.id) }} variant="default"
          className={classes.tail ?? ''} icon={<IconArrowBackUp size={18} aria-hidden />}
        />
      </header>
      <VitalsForm patientId={patient.id} tokenId={tokenId} settings={settings} context={context} before={before} onStored={stored} />
    </div>
  );
}

/** The last stored values, by which a change too large to be likely is noticed. */
function previousValues(latest: readonly { readonly code: string; readonly value: number | null }[]): Partial<Record<QuantityCode, number>> {
  const values: Partial<Record<QuantityCode, number>> = {};
  for (const { code, value } of latest) if (isQuantity(code) && value !== null) values[code] = value;
  return values;
}
