import { Loader } from '@mantine/core';
import { IconHistory, IconTable } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { EditPanel } from '../patients/edit/edit-panel.tsx';
import { goBack } from '../patients/go-back.ts';
import { ChartHeader } from './chart-header.tsx';
import classes from './chart.module.css';
import { ChoicesNote, ChoicesPanel } from './choices-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { MeasurePanel } from './measure-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import { SignTile } from './sign-tile.tsx';
import { unitChoice } from './signs.ts';
import { tilesOf } from './tiles.ts';
import { Timeline } from './timeline.tsx';
import { ageDaysOn, useChart, type Chart } from './use-chart.ts';

/** Everything about one patient: who, how the vital signs went, what happened when. */
export function ChartScreen({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const { data, error } = useChart(patientId);
  useAction({ id: 'chart.back', title: t('chart.back'), keys: 'Escape', run: () => goBack('patients') });
  if (data) return <ChartOf chart={data} problem={error} />;
  if (error !== undefined) return <ProblemNote problem={problemOf(error)} />;
  return <Loader size="sm" aria-label={t('patients.loading')} />;
}

type Side = { readonly kind: 'edit' } | { readonly kind: 'choices' } | { readonly kind: 'history' } | { readonly kind: 'score' } | { readonly kind: 'measure'; readonly key: string } | undefined;

function ChartOf({ chart, problem }: { readonly chart: Chart; readonly problem: unknown }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const settings = useClinicSettings();
  const [side, setSide] = useState<Side>();
  const { patient, record } = chart;
  const ageDays = ageDaysOn(patient, format.today(now));
  const tiles = useMemo(
    () => (record ? tilesOf(record.latest, record.series, { ageDays, units: unitChoice(settings) }) : []), [record, ageDays, settings],
  );
  const sign = side?.kind === 'measure' ? side.key : undefined;
  const close = (): void => setSide(undefined);
  return (
    <div className={classes.screen} data-side={side !== undefined || undefined}>
      <ChartHeader patient={patient} onEdit={() => setSide({ kind: 'edit' })} onScore={() => setSide({ kind: 'score' })} />
      {patient.choices === 0 ? null : <ChoicesNote patient={patient} onOpen={() => setSide({ kind: 'choices' })} />}
      {problem === undefined ? null : <ProblemNote problem={problemOf(problem)} />}
      <div className={classes.body}>
        <div className={classes.main}>
          {tiles.length === 0 ? null : (
            <section className={classes.tiles} aria-label={t('chart.vital-signs')}>
              {tiles.map((tile) => (
                <SignTile
                  key={tile.key} tile={tile} language={i18n.language} open={tile.key === sign}
                  onOpen={() => setSide({ kind: 'measure', key: tile.key })}
                />
              ))}
            </section>
          )}
          {record ? <Further onValues={() => setSide({ kind: 'measure', key: 'all' })} onHistory={() => setSide({ kind: 'history' })} /> : null}
          {record ? <Timeline visits={record.visits} count={record.visitCount} /> : <p className={classes.note}>{t('chart.not-yours')}</p>}
        </div>
        {side === undefined ? null : (
          <aside className={classes.side} aria-label={t('chart.details')}>
            {side.kind === 'score' ? <ScorePanel patientId={patient.id} onClose={close} /> : null}
            {side.kind === 'history' ? <HistoryPanel patientId={patient.id} onClose={close} /> : null}
            {side.kind === 'choices' ? <ChoicesPanel patientId={patient.id} onClose={close} /> : null}
            {side.kind === 'edit' ? <EditPanel patientId={patient.id} onClose={close} /> : null}
            {sign === undefined ? null : <MeasurePanel key={sign} patientId={patient.id} sign={sign} ageDays={ageDays} onClose={close} />}
          </aside>
        )}
      </div>
    </div>
  );
}

/** The way to values that no picture shows (notes, and those that were all entered in error), and to how the record came to be. */
function Further({ onValues, onHistory }: { readonly onValues: () => void; readonly onHistory: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.all}>
      <ActionButton
        action={{ id: 'chart.all-values', title: t('chart.all-values'), keys: 'a', run: onValues }} variant="subtle" size="compact-sm"
        icon={<IconTable size={16} aria-hidden />}
      />
      <ActionButton
        action={{ id: 'chart.history', title: t('chart.history.title'), keys: 'h', run: onHistory }} variant="subtle" size="compact-sm"
        icon={<IconHistory size={16} aria-hidden />}
      />
    </div>
  );
}
