import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { useLabCatalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { LabOrderLine } from '../lab/lab-order-line.tsx';
import { OpenOrders } from '../lab/open-orders.tsx';
import type { CardProps } from './cards.tsx';

/** Beside the note Ctrl+Enter signs, and a letter is typed. */
const KEYS = { box: 'Alt+L', send: 'Alt+Enter' } as const;

/** What the laboratory is asked for, and what of it is still open. */
export function LabCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const catalogue = useLabCatalogue();
  const live = useLive(`laboratory.ofPatient:${patientId}`, () => client.laboratory.ofPatient({ patientId }), ['lab', 'vitals']);
  return (
    <RecordCard title={t('visit.laboratory')}>
      {can('lab.order') ? <LabOrderLine patientId={patientId} encounterId={visit?.id ?? null} keys={KEYS} bare /> : null}
      {live.data && catalogue ? <OpenOrders lines={live.data.lines} events={live.data.events} catalogue={catalogue} /> : null}
    </RecordCard>
  );
}
