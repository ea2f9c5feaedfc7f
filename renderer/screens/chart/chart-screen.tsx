import { Loader } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { LoadBoundary } from '#renderer/parts/load-boundary.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate, type Route } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { MergeNote } from '../merge/merge-note.tsx';
import { goBack } from '../patients/go-back.ts';
import { ChartHeader } from './chart-header.tsx';
import { ChartSide, type Side } from './chart-side.tsx';
import classes from './chart.module.css';
import { ChoicesNote } from './choices-panel.tsx';
import { Overview } from './overview.tsx';
import { SectionStrip } from './section-strip.tsx';
import { OVERVIEW, sections } from './sections.tsx';
import { ageDaysOn, useChart, type Chart } from './use-chart.ts';

interface Props {
  readonly patientId: string;
  /** The page of the chart and what follows it in the address; nothing is the overview. */
  readonly rest: Route;
}

/** Everything about one patient: who, and the pages of the chart under a header that stays. */
export function ChartScreen({ patientId, rest }: Props) {
  const { t } = useTranslation();
  const { data, error } = useChart(patientId);
  const inSection = rest.length > 0;
  useAction({ id: 'chart.back', title: t('chart.back'), keys: 'Escape', run: () => (inSection ? navigate('patients', patientId) : goBack('patients')) });
  if (data) return <ChartOf chart={data} problem={error} rest={rest} />;
  if (error !== undefined) return <ProblemNote problem={problemOf(error)} />;
  return <Loader size="sm" aria-label={t('patients.loading')} />;
}

function ChartOf({ chart, problem, rest }: { readonly chart: Chart; readonly problem: unknown; readonly rest: Route }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan();
  const [side, setSide] = useState<Side>();
  const { patient } = chart;
  const ageDays = ageDaysOn(patient, format.today(now));
  const shown = sections.filter(({ permission, applies }) => can(permission) && (applies?.(patient, ageDays) ?? true));
  const [wanted, ...further] = rest;
  const section = shown.find(({ id }) => id === wanted);
  const close = (): void => setSide(undefined);
  return (
    <div className={classes.screen} data-side={side !== undefined || undefined}>
      <ChartHeader patient={patient} onEdit={() => setSide({ kind: 'edit' })} onScore={() => setSide({ kind: 'score' })} />
      <MergeNote patientId={patient.id} />
      {patient.choices === 0 ? null : <ChoicesNote patient={patient} onOpen={() => setSide({ kind: 'choices' })} />}
      {problem === undefined ? null : <ProblemNote problem={problemOf(problem)} />}
      <SectionStrip patientId={patient.id} sections={shown} current={section?.id ?? OVERVIEW} />
      <div className={classes.body}>
        <div className={classes.main}>
          {section?.screen
            ? <LoadBoundary part={`chart.${section.id}`} place={section.id}><Suspense fallback={<Loader size="sm" aria-label={t('patients.loading')} />}><section.screen patient={patient} rest={further} /></Suspense></LoadBoundary>
            : <Overview chart={chart} ageDays={ageDays} sign={side?.kind === 'measure' ? side.key : undefined} onSide={setSide} />}
        </div>
        {side === undefined ? null : <ChartSide side={side} patientId={patient.id} record={chart.record} ageDays={ageDays} onClose={close} />}
      </div>
    </div>
  );
}
