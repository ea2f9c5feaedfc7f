import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { AddLine } from '#renderer/screens/record/add-line.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { ProcedureLine } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { TakeOut } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import type { CardProps } from './cards.tsx';

const KEYS = 'Alt+I';

/** What was done in this visit. */
export function ProcedureCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useRef<HTMLInputElement>(null);
  useAction({ id: 'visit.procedure', title: t('visit.add-procedure'), keys: KEYS, run: () => input.current?.focus() });
  return (
    <RecordCard title={t('visit.procedures')}>
      {can('record.write') ? <AddLine label={t('visit.add-procedure')} input={input} keys={KEYS} onAdd={(title) => client.record.addProcedure({ patientId, inVisit: true, title })} /> : null}
      <ul className={record.lines}>
        {visit?.procedures.map((each) => <ProcedureLine key={each.id} procedure={each} tools={<TakeOut patientId={patientId} list="procedure" id={each.id} name={each.title} />} />)}
      </ul>
    </RecordCard>
  );
}
