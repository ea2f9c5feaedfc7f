import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllergyLine, Condition, Prescription, Procedure, Referral } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { AddLine } from '#renderer/screens/record/add-line.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { DiagnosisBox, type Chosen } from '#renderer/screens/record/diagnosis-box.tsx';
import { HandedOut } from '#renderer/screens/record/handed-out.tsx';
import { ConditionLine, PrescriptionLine, ProcedureLine, RecordLine, useWhen } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { EMPTY_RX } from '#renderer/screens/record/rx-boxes.ts';
import { ReferralLine } from '#renderer/screens/record/referral-line.tsx';
import { RxForm } from '#renderer/screens/record/rx-form.tsx';
import { ConditionTools, PrescriptionTools, TakeOut } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import { Folded } from './folded.tsx';

/** So many lines of a long list stand open; the rest comes when it is asked for. */
const SHOWN = 20;

/** A box that a key goes to. */
function useBox(id: string, title: string, keys: string): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useAction({ id, title, keys, run: () => input.current?.focus() });
  return input;
}

export function Problems({ patientId, conditions }: { readonly patientId: string; readonly conditions: readonly Condition[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useBox('record.problem', t('record.to-problems'), 'Alt+D');
  const add = useCommand((chosen: Chosen) => client.record.addCondition({ patientId, category: 'problem', ...chosen }));
  const line = (each: Condition) => <ConditionLine key={each.id} condition={each} tools={<ConditionTools patientId={patientId} condition={each} />} />;
  const problems = conditions.filter(({ category }) => category !== 'diagnosis');
  const active = problems.filter(({ clinicalStatus }) => clinicalStatus === 'active');
  const over = problems.filter(({ clinicalStatus }) => clinicalStatus !== 'active');
  const diagnoses = conditions.filter(({ category }) => category === 'diagnosis');
  return (
    <RecordCard title={t('record.problems')}>
      {can('record.write') ? <DiagnosisBox label={t('record.add-problem')} input={input} keys="Alt+D" onChoose={(chosen) => void add.run(chosen)} /> : null}
      <ProblemNote problem={add.problem} />
      {active.length === 0 ? <p className={record.none}>{t('record.no-problems')}</p> : <ul className={record.lines}>{active.map(line)}</ul>}
      <Folded label={t('record.resolved-problems', { count: over.length })} lines={over} line={line} />
      <Folded label={t('record.diagnosed', { count: diagnoses.length })} lines={diagnoses} line={line} />
    </RecordCard>
  );
}

export function Allergies({ patientId, allergies }: { readonly patientId: string; readonly allergies: readonly AllergyLine[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const when = useWhen();
  const input = useBox('record.allergy', t('record.to-allergies'), 'Alt+G');
  const add = (typed: string): Promise<unknown> => {
    const [substance = '', ...reaction] = typed.split(/[,،]/);
    return client.record.addAllergy({ patientId, substance, reaction: reaction.join(',') });
  };
  return (
    <RecordCard title={t('record.allergies')}>
      {can('record.write') ? <AddLine label={t('record.add-allergy')} input={input} keys="Alt+G" onAdd={add} /> : null}
      {allergies.length === 0 ? <p className={record.none}>{t('record.no-allergies')}</p> : (
        <ul className={record.lines}>
          {allergies.map(({ id, substance, reaction, recordedAt, asked }) => (
            <RecordLine
              key={id} title={<bdi>{substance}</bdi>} asked={asked} more={[reaction === '' ? null : isolated(reaction), when(recordedAt, null)]}
              tools={<TakeOut patientId={patientId} list="allergy" id={id} name={substance} />}
            />
          ))}
        </ul>
      )}
    </RecordCard>
  );
}

export function Medicines({ patientId, prescriptions }: { readonly patientId: string; readonly prescriptions: readonly Prescription[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useBox('record.medicine', t('record.to-medicines'), 'Alt+M');
  const [boxes, setBoxes] = useState(EMPTY_RX);
  const { data } = useLive(`dispensing.of:${patientId}`, () => client.dispensing.ofPatient({ patientId }), ['stock'], patientId);
  const line = (each: Prescription) => (
    <PrescriptionLine key={each.id} rx={each} tools={<PrescriptionTools patientId={patientId} rx={each} />}>
      <HandedOut dispensings={data?.dispensings.filter(({ prescriptionId }) => prescriptionId === each.id) ?? []} />
    </PrescriptionLine>
  );
  const active = prescriptions.filter(({ status }) => status === 'active');
  const earlier = prescriptions.filter(({ status }) => status !== 'active');
  return (
    <RecordCard title={t('record.medicines')}>
      {can('record.prescribe') ? <RxForm patientId={patientId} inVisit={false} boxes={boxes} onBoxes={setBoxes} input={input} keys="Alt+M" /> : null}
      {active.length === 0 ? <p className={record.none}>{t('record.no-medicines')}</p> : <ul className={record.lines}>{active.map(line)}</ul>}
      <Folded label={t('record.earlier-medicines', { count: earlier.length })} lines={earlier} line={line} />
    </RecordCard>
  );
}

export function Procedures({ patientId, procedures }: { readonly patientId: string; readonly procedures: readonly Procedure[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useBox('record.procedure', t('record.to-procedures'), 'Alt+I');
  const line = (each: Procedure) => <ProcedureLine key={each.id} procedure={each} tools={<TakeOut patientId={patientId} list="procedure" id={each.id} name={each.title} />} />;
  const rest = procedures.slice(SHOWN);
  return (
    <RecordCard title={t('record.procedures')}>
      {can('record.write') ? <AddLine label={t('record.add-procedure')} input={input} keys="Alt+I" onAdd={(title) => client.record.addProcedure({ patientId, title })} /> : null}
      {procedures.length === 0 ? <p className={record.none}>{t('record.no-procedures')}</p> : <ul className={record.lines}>{procedures.slice(0, SHOWN).map(line)}</ul>}
      <Folded label={t('record.earlier-medicines', { count: rest.length })} lines={rest} line={line} />
    </RecordCard>
  );
}

/** Where the patient was sent: what waits for an answer or for somebody to act on it, then what is done. */
export function Referrals({ patientId, referrals }: { readonly patientId: string; readonly referrals: readonly Referral[] }) {
  const { t } = useTranslation();
  const line = (each: Referral) => <ReferralLine key={each.id} patientId={patientId} referral={each} />;
  const open = referrals.filter(({ status }) => status === 'sent' || status === 'answered');
  const over = referrals.filter((each) => !open.includes(each));
  if (referrals.length === 0) return null;
  return (
    <RecordCard title={t('record.referrals')}>
      {open.length === 0 ? <p className={record.none}>{t('record.no-open-referrals')}</p> : <ul className={record.lines}>{open.map(line)}</ul>}
      <Folded label={t('record.earlier-medicines', { count: over.length })} lines={over} line={line} />
    </RecordCard>
  );
}
