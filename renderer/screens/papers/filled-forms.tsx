import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Card } from '#renderer/parts/card.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ChooseForm } from '#renderer/screens/forms/choose-form.tsx';
import { FilledList } from '#renderer/screens/forms/filled-list.tsx';
import { FormFiller } from '#renderer/screens/forms/form-filler.tsx';
import { useFilling, useForms } from '#renderer/screens/forms/use-filling.ts';
import { useCan } from '#renderer/session/session.ts';

/** The clinic's own forms that were filled in for a patient, and filling in one outside of a visit. spec: ENC-4 */
export function FilledForms({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan()('record.write');
  const use = useFilling(patientId);
  const forms = useForms().data?.forms ?? [];
  const { data, error } = useLive(`forms.ofPatient:${patientId}`, () => client.forms.ofPatient({ patientId }), ['record', 'clinic', 'sync']);
  if (forms.length === 0 && data?.filled.length === 0) return null;
  return (
    <Card title={t('forms.title')}>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {can && use.filling === null ? <ChooseForm keys="f" onChoose={use.begin} /> : null}
      {can ? <FormFiller patientId={patientId} inVisit={false} use={use} /> : null}
      {data ? <FilledList patientId={patientId} filled={data.filled} onCorrect={use.correct} /> : null}
    </Card>
  );
}
