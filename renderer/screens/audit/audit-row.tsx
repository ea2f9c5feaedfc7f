import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#domain/contract/desk.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { actionWords, patientOf, readableChanges, type AuditChange } from './audit-words.ts';
import classes from './audit.module.css';
import { fieldWords, heldWords, type PeopleNames } from './stored-words.ts';

/** One entry: when, who, at which PC, what, and each field before and after. */
export const AuditRow = memo(function AuditRow({ entry, people }: { readonly entry: AuditEntry; readonly people: PeopleNames }) {
  const { t } = useTranslation();
  const format = useFormat();
  const changes = readableChanges(entry);
  const patient = patientOf(entry);
  return (
    <li className={classes.entry}>
      <div className={classes.line}>
        <time className={classes.when} dateTime={entry.at}>{format.dateTime(entry.at, 0)}</time>
        <bdi className={classes.who}>{entry.person ?? t('audit.program')}</bdi>
        <span className={classes.what}>{actionWords(entry, t)}</span>
        {patient === null ? null : <a className={classes.patient} href={`#/patients/${patient}`}>{t('audit.open-patient')}</a>}
        <span className={classes.where}><bdi>{entry.pc === '' ? t('audit.pc-unknown') : t('audit.pc', { pc: entry.pc })}</bdi> · <bdi>{t('audit.number', { number: format.number(entry.sequence) })}</bdi></span>
      </div>
      {changes.length > 0 && <dl className={classes.changes}>{changes.map((change) => <Change key={change.field} change={change} people={people} />)}</dl>}
    </li>
  );
});

function Change({ change, people }: { readonly change: AuditChange; readonly people: PeopleNames }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { field, before, after } = change;
  const words = (value: string): string => heldWords(change, value, { t, format, people });
  return (
    <div className={classes.change}>
      <dt>{fieldWords(field, t)}</dt>
      <dd>
        {before === null ? null : <><del><bdi>{words(before)}</bdi></del><span className={classes.arrow} aria-hidden /></>}
        <bdi>{after === null ? t('audit.nothing') : words(after)}</bdi>
      </dd>
    </div>
  );
}
