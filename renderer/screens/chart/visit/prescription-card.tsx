import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { PrescriptionLine } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { RxForm } from '#renderer/screens/record/rx-form.tsx';
import { PrescriptionTools } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import type { CardProps } from './cards.tsx';
import { PrintPrescription } from './print-prescription.tsx';

const KEYS = 'Alt+M';

/** Medicines written in this visit. */
export function PrescriptionCard({ patientId, visit, typing: { rx, set } }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useRef<HTMLInputElement>(null);
  useAction({ id: 'visit.prescription', title: t('visit.add-prescription'), keys: KEYS, run: () => input.current?.focus() });
  return (
    <RecordCard title={t('visit.prescriptions')} tail={visit && visit.prescriptions.length > 0 ? <PrintPrescription patientId={patientId} encounterId={visit.id} /> : undefined}>
      {can('record.prescribe') ? <RxForm patientId={patientId} inVisit boxes={rx} onBoxes={(boxes) => set({ rx: boxes })} input={input} keys={KEYS} /> : null}
      <ul className={record.lines}>
        {visit?.prescriptions.map((each) => <PrescriptionLine key={each.id} rx={each} tools={<PrescriptionTools patientId={patientId} rx={each} inVisit />} />)}
      </ul>
    </RecordCard>
  );
}
