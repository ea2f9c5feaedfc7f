import { Button, Loader } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VisitPage } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { FilledList } from '#renderer/screens/forms/filled-list.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { ConditionLine, PrescriptionLine, ProcedureLine, RecordLine } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { ReferralLine } from '#renderer/screens/record/referral-line.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { FollowUpLine } from './follow-up-card.tsx';
import { NoteList } from './note-list.tsx';
import { PrintPrescription } from './print-prescription.tsx';
import { useVisitPage } from './use-visit.ts';
import classes from './visit.module.css';

const OUTCOMES = new Set(['treated', 'sent-home', 'referred', 'admitted', 'left', 'died']);

/** A visit to read: everything that happened in it. Notes take addenda; what was ended in error is opened again. */
export function PastVisit({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const { t } = useTranslation();
  const { data, error } = useVisitPage(patientId, encounterId);
  if (data) return <Page visit={data} />;
  if (error !== undefined) return <ProblemNote problem={problemOf(error)} />;
  return <Loader size="sm" aria-label={t('patients.loading')} />;
}

function Page({ visit }: { readonly visit: VisitPage }) {
  const { t } = useTranslation();
  const { patientId } = visit;
  const written = visit.notes.length + visit.conditions.length + visit.prescriptions.length + visit.procedures.length + visit.referrals.length + visit.followUps.length
    + visit.forms.length + visit.vaccinations.length + visit.measures.length;
  return (
    <div className={classes.visit}>
      <Head visit={visit} />
      <div className={classes.past} tabIndex={0} role="group" aria-label={t('visit.written')}>
        {visit.reason === null ? null : <p className={classes.text}><span className={classes.dim}>{t('visit.reason')}: </span><bdi>{visit.reason}</bdi></p>}
        {written === 0 ? <p className={classes.dim}>{t('visit.nothing-written')}</p> : null}
        <NoteList patientId={patientId} notes={visit.notes} measures={visit.measures} />
        <Part title={t('visit.diagnoses')}>{visit.conditions.map((each) => <ConditionLine key={each.id} condition={each} />)}</Part>
        <Part title={t('visit.prescriptions')}>{visit.prescriptions.map((each) => <PrescriptionLine key={each.id} rx={each} />)}</Part>
        <Part title={t('visit.procedures')}>{visit.procedures.map((each) => <ProcedureLine key={each.id} procedure={each} />)}</Part>
        <Part title={t('visit.vaccinations')}>{visit.vaccinations.map((each) => <RecordLine key={each.id} title={<bdi>{each.vaccine}</bdi>} over={each.status !== 'completed'} />)}</Part>
        {visit.forms.length === 0 ? null : <RecordCard title={t('forms.title')}><FilledList patientId={patientId} filled={visit.forms} /></RecordCard>}
        <Part title={t('visit.referral')}>{visit.referrals.map((each) => <ReferralLine key={each.id} patientId={patientId} referral={each} />)}</Part>
        <Part title={t('visit.follow-up')}>{visit.followUps.map((each) => <FollowUpLine key={each.id} patientId={patientId} followUp={each} />)}</Part>
      </div>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly React.ReactNode[] }) {
  if (children.length === 0) return null;
  return <RecordCard title={title}><ul className={record.lines}>{children}</ul></RecordCard>;
}

function Head({ visit }: { readonly visit: VisitPage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan();
  const { patientId, id: encounterId, status, source, outcome } = visit;
  const reopen = useCommand(async () => {
    await client.encounters.reopen({ patientId, encounterId });
    navigate('patients', patientId, 'visit');
  });
  const finish = useCommand(() => client.encounters.finish({ patientId, encounterId, outcome: null }));
  const ours = can('record.write') && source === 'desk';
  return (
    <header className={classes.pastHead}>
      <div className={classes.standing}>
        <h2 className={classes.pastTitle}>{visit.title === '' ? t('visit.visit') : <bdi>{visit.title}</bdi>}</h2>
        <span>{format.dateTime(visit.startedAt, now)}{visit.endedAt === null ? '' : ` – ${format.dateTime(visit.endedAt, now)}`}</span>
        <strong>{t(`chart.status.${status}`, { defaultValue: status })}</strong>
        {outcome === null ? null : <span>{OUTCOMES.has(outcome) ? t(`visit.outcome.${outcome}`) : outcome}</span>}
        {visit.tokenLabel === null ? null : <span dir="ltr">{visit.tokenLabel}</span>}
        {visit.roomName === null ? null : <bdi>{visit.roomName}</bdi>}
        {visit.startedBy === null ? null : <span>{t('visit.by', { name: isolated(visit.startedBy) })}</span>}
      </div>
      <div className={classes.barTail}>
        <ProblemNote problem={reopen.problem ?? finish.problem} />
        {visit.prescriptions.length > 0 && can('print.use') ? <PrintPrescription patientId={patientId} encounterId={encounterId} /> : null}
        {ours && status === 'finished' ? (
          <ActionButton
            action={{ id: 'visit.reopen', title: t('visit.reopen'), keys: 'o', run: () => void reopen.run() }} busy={reopen.busy} variant="subtle" size="compact-sm"
            icon={<IconArrowBackUp size={16} aria-hidden />}
          />
        ) : null}
        {ours && status === 'in-progress' ? (
          <ActionButton
            action={{ id: 'visit.finish-left', title: t('visit.finish'), keys: 'F7', run: () => void finish.run() }} busy={finish.busy} size="compact-sm"
            icon={<IconCircleCheck size={16} aria-hidden />}
          />
        ) : null}
        <Button size="compact-sm" variant="default" onClick={() => navigate('patients', patientId, 'visit')}>{t('visit.to-current')}</Button>
      </div>
    </header>
  );
}
