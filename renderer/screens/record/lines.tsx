import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Condition, Prescription, Procedure } from '#domain/contract/record-shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import classes from './record.module.css';
import { dosageWords } from './rx-words.ts';

interface LineProps {
  readonly title: ReactNode;
  readonly code?: string | null;
  /** Not in use any more: resolved, stopped. */
  readonly over?: boolean;
  readonly asked?: boolean;
  readonly more?: readonly (string | null)[];
  readonly children?: ReactNode;
  readonly tools?: ReactNode;
}

/** One line of a list: what, what else is known of it, and what can be done with it. */
export function RecordLine({ title, code = null, over = false, asked = false, more = [], children, tools }: LineProps) {
  const { t } = useTranslation();
  const known = more.filter((each) => each !== null && each !== '').join(' · ');
  return (
    <li className={classes.line} data-over={over || undefined}>
      <div className={classes.what}>
        <span className={classes.main}>{title}</span>
        {code === null ? null : <span className={classes.code} dir="ltr">{code}</span>}
        {asked ? <span className={classes.asked}> {t('record.asked')}</span> : null}
        {children}
        {known === '' ? null : <div className={classes.more}>{known}</div>}
      </div>
      {tools === undefined ? null : <div className={classes.tools}>{tools}</div>}
    </li>
  );
}

const KNOWN_STATES = new Set(['active', 'inactive', 'resolved', 'provisional', 'refuted', 'completed', 'stopped', 'cancelled', 'on-hold', 'draft', 'unknown', 'in-progress', 'not-done', 'entered-in-error', 'preparation']);

/** A state in words; one of elsewhere as it came. */
export function useStateWord(): (state: string) => string {
  const { t } = useTranslation();
  return (state) => (KNOWN_STATES.has(state) ? t(`record.state.${state}`) : state);
}

/** `14 Mar 2026, Dr Amina`: when and by whom. */
export function useWhen(): (at: string, by: string | null) => string {
  const format = useFormat();
  const now = useNow();
  return (at, by) => [format.dateTime(at, now), by === null ? null : isolated(by)].filter((each) => each !== null).join(', ');
}

/** Calendar dates as they are written; instants by their day. */
function useDay(): (date: string) => string {
  const format = useFormat();
  const { zone } = useClinicPlace();
  return (date) => format.date(date.length > 10 ? inZone(Date.parse(date), zone).date : date);
}

export function ConditionLine({ condition, tools }: { readonly condition: Condition; readonly tools?: ReactNode }) {
  const { t } = useTranslation();
  const when = useWhen();
  const day = useDay();
  const state = useStateWord();
  const { title, code, clinicalStatus, certainty, onsetOn, endedOn, note, recordedAt, recordedBy, asked } = condition;
  return (
    <RecordLine
      title={<bdi>{title}</bdi>} code={code} over={clinicalStatus !== 'active' || certainty === 'refuted'} asked={asked} tools={tools}
      more={[
        clinicalStatus === 'active' ? null : state(clinicalStatus), certainty === 'confirmed' ? null : state(certainty),
        onsetOn === null ? null : t('record.since', { date: day(onsetOn) }), endedOn === null ? null : t('record.until', { date: day(endedOn) }),
        note === null ? null : isolated(note), when(recordedAt, recordedBy),
      ]}
    />
  );
}

export function PrescriptionLine({ rx, tools, children }: { readonly rx: Prescription; readonly tools?: ReactNode; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const when = useWhen();
  const day = useDay();
  const state = useStateWord();
  const dosage = dosageWords(rx, t, format);
  return (
    <RecordLine
      title={<bdi>{rx.drug}</bdi>} code={rx.code} over={rx.status !== 'active'} asked={rx.asked} tools={tools}
      more={[
        rx.intent === 'elsewhere' ? t('rx.elsewhere') : null, rx.status === 'active' ? null : state(rx.status), rx.stopReason === null ? null : isolated(rx.stopReason),
        rx.endedOn === null ? null : t('record.until', { date: day(rx.endedOn) }), when(rx.recordedAt, rx.recordedBy),
      ]}
    >
      {dosage === '' ? null : <div>{dosage}</div>}
      {rx.instructions === null ? null : <div><bdi>{rx.instructions}</bdi></div>}
      {rx.warning === null ? null : <div className={classes.warn}>{t('rx.warned', { name: isolated(rx.warning.substance), reason: isolated(rx.warning.reason) })}</div>}
      {children}
    </RecordLine>
  );
}

export function ProcedureLine({ procedure, tools }: { readonly procedure: Procedure; readonly tools?: ReactNode }) {
  const when = useWhen();
  const state = useStateWord();
  const { title, code, status, performedAt, note, recordedBy, performer, asked } = procedure;
  return (
    <RecordLine
      title={<bdi>{title}</bdi>} code={code} asked={asked} over={status === 'not-done'} tools={tools}
      more={[status === 'completed' ? null : state(status), note === null ? null : isolated(note), when(performedAt, performer ?? recordedBy)]}
    />
  );
}
