import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import { Name } from '#renderer/parts/name.tsx';
import { Phone } from '#renderer/parts/phone.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './patient-panel.module.css';

/** What else is known; empty fields take no room. */
export function PatientFacts({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const format = useFormat();
  // An age that was told gives a year, not a day.
  const born = patient.birthDate === null ? null
    : patient.birthEstimated ? t('patient.about', { age: patient.birthDate.slice(0, 4) }) : format.date(patient.birthDate);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('patient.birth-date'), born],
    [t('patient.phone'), patient.phone === null ? null : <Phone key="phone">{patient.phone}</Phone>], [t('patient.email'), patient.email], [t('patient.address'), patient.address],
    [t('patient.district'), patient.district], [t('patient.state'), patient.state],
    [t('patient.language'), patient.language === null ? null : format.languageName(patient.language)],
    [t('patient.payer'), patient.payer], [t('patient.policyNumber'), patient.policyNumber], [t('patient.notes'), patient.notes],
    ...patient.contacts.map((contact) => [contact.relation || t('patient.contact'), <ContactFacts key={contact.id} contact={contact} />] as const),
  ];
  const filled = rows.filter(([, value]) => value !== null && value !== '');
  const flags = [patient.pregnant ? t('patient.pregnant') : '', patient.disabled ? t('patient.disabled') : ''].filter((flag) => flag !== '');
  return (
    <>
      {flags.length === 0 ? null : <div className={classes.flags}>{flags.join(' · ')}</div>}
      <dl className={classes.facts}>
        {filled.map(([name, value], index) => <Fragment key={`${name} ${String(index)}`}><dt><bdi>{name}</bdi></dt><dd><bdi>{value}</bdi></dd></Fragment>)}
      </dl>
    </>
  );
}

/** Whom to ask for, and at which number. */
function ContactFacts({ contact: { name, phone } }: { readonly contact: Patient['contacts'][number] }) {
  return <><Name>{name}</Name>{name !== '' && phone !== '' ? ' · ' : null}{phone === '' ? null : <Phone>{phone}</Phone>}</>;
}
