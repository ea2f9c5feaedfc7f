import { Loader } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFileText, IconMicroscope, IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabBrought, LabEventShape, LabLine } from '#domain/contract/lab-shapes.ts';
import type { LabTest } from '#domain/lab/test.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveDocument } from '#renderer/parts/save-document.ts';
import { RetypeDialog } from '#renderer/screens/lab/work/retype-dialog.tsx';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { SectionProps } from '../sections.tsx';
import { ageDaysOn } from '../use-chart.ts';
import { cumulative, keyOf, type Cumulative } from './cumulative.ts';
import { CumulativeTable, useRowName } from './cumulative-table.tsx';
import { LabOrderLine } from './lab-order-line.tsx';
import classes from './lab.module.css';
import { OpenOrders } from './open-orders.tsx';
import { StepLog } from './step-log.tsx';
import { TrendPanel } from './trend-panel.tsx';

/** Columns that stand beside each other; older ones are turned to. */
const COLUMNS = 6;

/** A patient's laboratory: ordering, open orders, results over time, trend and report. spec: LAB-1, LAB-2 */
export function LabSection({ patient }: SectionProps) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const now = useNow();
  const catalogue = useLabCatalogue();
  const live = useLive(`laboratory.ofPatient:${patient.id}:brought`, () => client.laboratory.ofPatient({ patientId: patient.id, brought: true }), ['lab', 'vitals']);
  const [chosen, setChosen] = useState<string>();
  const [skipped, setSkipped] = useState(0);
  const [amending, setAmending] = useState(false);
  const nameOf = useRowName(catalogue);
  const chosenBrought = useMemo(() => live.data?.brought.filter((each) => keyOf(each) === chosen) ?? [], [live.data, chosen]);
  const report = useCommand(async (orderId: string) => { saveDocument(await client.printing.labReportPdf({ patientId: patient.id, orderId, language: i18n.language })); });
  if (!live.data || !catalogue) return live.error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(live.error)} />;
  const { lines, brought } = live.data;
  const table = cumulative(lines, brought, catalogue, { most: COLUMNS, skipped });
  const test = chosen === undefined ? undefined : catalogue.testOf(chosen) ?? testLike(chosenBrought);
  const name = test === undefined ? '' : nameOf({ key: test.code, title: chosenBrought[0]?.title ?? null });
  const newest = newestOf(lines, chosen);
  return (
    <div className={classes.section} data-side={test !== undefined || undefined}>
      <div className={classes.main}>
        {can('lab.order') && !patient.archived ? <LabOrderLine patientId={patient.id} /> : null}
        <OpenOrders lines={lines} events={live.data.events} catalogue={catalogue} />
        <ProblemNote problem={report.problem} />
        {table.rows.length === 0
          ? <Empty icon={IconMicroscope} title={t('laboratory.chart.none')} hint={t('laboratory.chart.none-hint')} />
          : <CumulativeTable table={table} catalogue={catalogue} chosen={chosen} onChoose={setChosen} onReport={(orderId) => void report.run(orderId)} />}
        <Actions table={table} skipped={skipped} newest={newest} busy={report.busy} onSkip={setSkipped} onReport={(orderId) => void report.run(orderId)} onAmend={() => setAmending(true)} />
      </div>
      {test === undefined ? null : (
        <aside className={classes.side} aria-label={t('laboratory.chart.trend', { test: name })}>
          <TrendPanel key={test.code} patientId={patient.id} test={test} name={name} brought={chosenBrought} catalogue={catalogue} whose={{ sex: patient.sex, pregnant: patient.pregnant, ageDays: ageDaysOn(patient, format.today(now)) }} onClose={() => setChosen(undefined)} />
          <StepsOf testCode={test.code} lines={lines} events={live.data.events} catalogue={catalogue} />
        </aside>
      )}
      {newest ? <RetypeDialog key={`${newest.id} ${String(amending)}`} opened={amending} line={newest} catalogue={catalogue} onClose={() => setAmending(false)} /> : null}
    </div>
  );
}

interface ActionsProps {
  readonly table: Cumulative;
  readonly skipped: number;
  /** The newest verified result of the chosen test. */
  readonly newest: LabLine | undefined;
  readonly busy: boolean;
  readonly onSkip: (columns: number) => void;
  readonly onReport: (orderId: string) => void;
  readonly onAmend: () => void;
}

function Actions({ table, skipped, newest, busy, onSkip, onReport, onAmend }: ActionsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const latest = table.columns.find(({ orderId }) => orderId !== null)?.orderId ?? null;
  return (
    <div className={classes.actions}>
      {table.count <= COLUMNS ? null : (
        <>
          <ActionButton variant="default" action={{ id: 'lab.older', title: t('laboratory.chart.older'), keys: ',', run: () => onSkip(skipped + COLUMNS), when: skipped + COLUMNS < table.count }} icon={<IconChevronRight size={18} aria-hidden className="db-flip" />} />
          <ActionButton variant="default" action={{ id: 'lab.newer', title: t('laboratory.chart.newer'), keys: '.', run: () => onSkip(Math.max(0, skipped - COLUMNS)), when: skipped > 0 }} icon={<IconChevronLeft size={18} aria-hidden className="db-flip" />} />
        </>
      )}
      <ActionButton variant="default" action={{ id: 'lab.report', title: t('laboratory.chart.report'), keys: 'r', run: () => { if (latest !== null) onReport(latest); }, when: latest !== null }} busy={busy} icon={<IconFileText size={18} aria-hidden />} />
      {can('lab.write') ? <ActionButton variant="default" action={{ id: 'lab.amend', title: t('laboratory.amend'), keys: 'm', run: onAmend, when: newest?.current != null && newest.current.source !== 'calculated' }} icon={<IconPencil size={18} aria-hidden />} /> : null}
    </div>
  );
}

/** The steps of every order of a test; nothing of one that was only brought along. */
function StepsOf({ testCode, lines, events, catalogue }: { readonly testCode: string; readonly lines: readonly LabLine[]; readonly events: readonly LabEventShape[]; readonly catalogue: Catalogue }) {
  const own = lines.filter((line) => line.testCode === testCode);
  return own.length === 0 ? null : <StepLog key={`${testCode} steps`} lines={own} events={events} catalogue={catalogue} />;
}

/** The newest verified result of a test: what a correction is about. */
const newestOf = (lines: readonly LabLine[], wanted: string | undefined): LabLine | undefined =>
  lines.filter(({ testCode, current, status }) => testCode === wanted && current !== null && status === 'verified').toSorted((a, b) => takenAt(b).localeCompare(takenAt(a)))[0];

const takenAt = ({ specimen, orderedAt }: LabLine): string => specimen?.collectedAt ?? orderedAt;

/** What the catalogue has no test for, by its newest result: a test without ranges in the unit it came in. */
function testLike([newest]: readonly LabBrought[]): LabTest | undefined {
  if (!newest) return undefined;
  const { code, value: { unit } } = newest;
  return {
    code, names: {}, kind: 'numeric', analyte: null, unit, specimen: 'other', loinc: null, loincSi: null, observationCode: code, choices: [], formula: null,
    ranges: [], deltaPercent: null, aliases: [], active: false, version: 0,
  };
}
