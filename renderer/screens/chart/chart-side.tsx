import { useTranslation } from 'react-i18next';
import { ConsentPanel } from '../consent/consent-panel.tsx';
import { EditPanel } from '../patients/edit/edit-panel.tsx';
import classes from './chart.module.css';
import { ChoicesPanel } from './choices-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { MeasurePanel } from './measure-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import type { Chart } from './use-chart.ts';

/** What stands open beside a chart; of a measure, which one. */
export type Side = { readonly kind: 'edit' | 'choices' | 'history' | 'score' | 'consent' } | { readonly kind: 'measure'; readonly key: string };

interface Props {
  readonly side: Side;
  readonly patientId: string;
  readonly record: Chart['record'];
  readonly ageDays: number | null;
  readonly onClose: () => void;
}

/** The panel beside a chart. */
export function ChartSide({ side, patientId, record, ageDays, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={classes.side} aria-label={t('chart.details')}>
      {side.kind === 'score' ? <ScorePanel patientId={patientId} onClose={onClose} /> : null}
      {side.kind === 'history' ? <HistoryPanel patientId={patientId} onClose={onClose} /> : null}
      {side.kind === 'choices' ? <ChoicesPanel patientId={patientId} onClose={onClose} /> : null}
      {side.kind === 'consent' ? <ConsentPanel patientId={patientId} onClose={onClose} /> : null}
      {side.kind === 'edit' ? <EditPanel patientId={patientId} onClose={onClose} /> : null}
      {side.kind === 'measure' ? <MeasurePanel key={side.key} patientId={patientId} sign={side.key} record={record} ageDays={ageDays} onClose={onClose} /> : null}
    </aside>
  );
}
