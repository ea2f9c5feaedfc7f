import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { DiagnosisBox, type Chosen } from '#renderer/screens/record/diagnosis-box.tsx';
import { ConditionLine } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { ConditionTools } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import type { CardProps } from './cards.tsx';

const KEYS = 'Alt+D';

/** What was found in this visit: coded as it is typed, or in free words. */
export function DiagnosisCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useRef<HTMLInputElement>(null);
  useAction({ id: 'visit.diagnosis', title: t('visit.add-diagnosis'), keys: KEYS, run: () => input.current?.focus() });
  const add = useCommand((chosen: Chosen) => client.record.addCondition({ patientId, inVisit: true, category: 'diagnosis', ...chosen }));
  return (
    <RecordCard title={t('visit.diagnoses')}>
      {can('record.write') ? <DiagnosisBox label={t('visit.add-diagnosis')} input={input} keys={KEYS} onChoose={(chosen) => void add.run(chosen)} /> : null}
      <ProblemNote problem={add.problem} />
      <ul className={record.lines}>
        {visit?.conditions.map((condition) => <ConditionLine key={condition.id} condition={condition} tools={<ConditionTools patientId={patientId} condition={condition} inVisit />} />)}
      </ul>
    </RecordCard>
  );
}
