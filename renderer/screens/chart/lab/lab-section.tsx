import { Loader } from '@mantine/core';
import { IconFileText, IconMicroscope, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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
import { useLabCatalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { SectionProps } from '../sections.tsx';
import { ageDaysOn } from '../use-chart.ts';
import { cumulative } from './cumulative.ts';
import { CumulativeTable } from './cumulative-table.tsx';
import { LabOrderLine } from './lab-order-line.tsx';
import classes from './lab.module.css';
import { OpenOrders } from './open-orders.tsx';
import { StepLog } from './step-log.tsx';
import { TrendPanel } from './trend-panel.tsx';

/** Columns that stand beside each other; the rest is in the trend. */
const COLUMNS = 6;

/** A patient's laboratory: ordering, open orders, results over time, trend and report. spec: LAB-1, LAB-2 */
export function LabSection({ patient }: SectionProps) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const now = useNow();
  const catalogue = useLabCatalogue();
  const live = useLive(`laboratory.ofPatient:${patient.id}`, () => client.laboratory.ofPatient({ patientId: patient.id }), ['lab', 'vitals']);
  const [chosen, setChosen] = useState<string>();
  const [amending, setAmending] = useState(false);
  const report = useCommand(async (orderId: string) => { saveDocument(await client.printing.labReportPdf({ patientId: patient.id, orderId, language: i18n.language })); });
  if (!live.data || !catalogue) return live.error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : <ProblemNote problem={problemOf(live.error)} />;
  const { lines } = live.data;
  const table = cumulative(lines, catalogue, COLUMNS);
  const test = chosen === undefined ? undefined : catalogue.testOf(chosen);
  const newest = table.rows.find(({ testCode }) => testCode === chosen)?.cells.find((cell) => cell?.status === 'verified');
  const [latest] = table.columns;
  return (
    <div className={classes.section} data-side={test !== undefined || undefined}>
      <div className={classes.main}>
        {can('lab.order') && !patient.archived ? <LabOrderLine patientId={patient.id} /> : null}
        <OpenOrders lines={lines} events={live.data.events} catalogue={catalogue} />
        <ProblemNote problem={report.problem} />
        {table.rows.length === 0
          ? <Empty icon={IconMicroscope} title={t('laboratory.chart.none')} hint={t('laboratory.chart.none-hint')} />
          : <CumulativeTable table={table} catalogue={catalogue} chosen={chosen} onChoose={setChosen} onReport={(orderId) => void report.run(orderId)} />}
        <div className={classes.actions}>
          <ActionButton variant="default" action={{ id: 'lab.report', title: t('laboratory.chart.report'), keys: 'r', run: () => { if (latest) void report.run(latest.orderId); }, when: latest !== undefined }} busy={report.busy} icon={<IconFileText size={18} aria-hidden />} />
          {can('lab.write') ? <ActionButton variant="default" action={{ id: 'lab.amend', title: t('laboratory.amend'), keys: 'm', run: () => setAmending(true), when: newest != null && newest.current?.source !== 'calculated' }} icon={<IconPencil size={18} aria-hidden />} /> : null}
        </div>
      </div>
      {test === undefined ? null : (
        <aside className={classes.side} aria-label={t('laboratory.chart.trend', { test: catalogue.nameOf(test.code) })}>
          <TrendPanel key={test.code} patientId={patient.id} test={test} catalogue={catalogue} whose={{ sex: patient.sex, pregnant: patient.pregnant, ageDays: ageDaysOn(patient, format.today(now)) }} onClose={() => setChosen(undefined)} />
          <StepLog key={`${test.code} steps`} lines={lines.filter(({ testCode }) => testCode === test.code)} events={live.data.events} catalogue={catalogue} />
        </aside>
      )}
      {newest ? <RetypeDialog key={`${newest.id} ${String(amending)}`} opened={amending} line={newest} catalogue={catalogue} onClose={() => setAmending(false)} /> : null}
    </div>
  );
}
