import { Switch } from '@mantine/core';
import { useState } from 'react';
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
import { TakenOutNote } from '#renderer/screens/record/taken-out-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import classes from './papers.module.css';

/** The clinic's own forms that were filled in for a patient, and filling in one outside of a visit. spec: ENC-4 */
export function FilledForms({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan()('record.write');
  const use = useFilling(patientId);
  const forms = useForms().data?.forms ?? [];
  const [removed, setRemoved] = useState(false);
  const { data, error } = useLive(`forms.ofPatient:${patientId}:${String(removed)}`, () => client.forms.ofPatient({ patientId, removed }), ['record', 'clinic', 'sync']);
  if (forms.length === 0 && !removed && data?.filled.length === 0) return null;
  return (
    <Card title={t('forms.title')} tools={<Switch size="sm" label={t('papers.show-removed')} checked={removed} onChange={(event) => setRemoved(event.currentTarget.checked)} />}>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {can && use.filling === null ? <ChooseForm keys="f" onChoose={use.begin} /> : null}
      {can ? <FormFiller patientId={patientId} inVisit={false} use={use} /> : null}
      <TakenOutNote patientId={patientId} />
      {removed && data?.filled.length === 0 ? <p className={classes.hint}>{t('forms.none-out')}</p> : null}
      {data ? <FilledList patientId={patientId} filled={data.filled} onCorrect={use.correct} /> : null}
    </Card>
  );
}
