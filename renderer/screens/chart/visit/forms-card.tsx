import { useTranslation } from 'react-i18next';
import { ChooseForm } from '#renderer/screens/forms/choose-form.tsx';
import { FilledList } from '#renderer/screens/forms/filled-list.tsx';
import { FormFiller } from '#renderer/screens/forms/form-filler.tsx';
import { useFilling, useForms } from '#renderer/screens/forms/use-filling.ts';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { TakenOutNote } from '#renderer/screens/record/taken-out-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import type { CardProps } from './cards.tsx';

const KEYS = 'Alt+F';

/** The clinic's own forms, filled in this visit. spec: ENC-4 */
export function FormsCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan()('record.write');
  const use = useFilling(patientId);
  const hasForms = (useForms().data?.forms ?? []).some(({ active }) => active);
  const filled = visit?.forms ?? [];
  if (!hasForms && filled.length === 0 && use.filling === null) return null;
  return (
    <RecordCard title={t('forms.title')}>
      {can && use.filling === null ? <ChooseForm keys={KEYS} onChoose={use.begin} /> : null}
      {can ? <FormFiller patientId={patientId} inVisit use={use} /> : null}
      <TakenOutNote patientId={patientId} />
      <FilledList patientId={patientId} filled={filled} onCorrect={use.correct} />
    </RecordCard>
  );
}
