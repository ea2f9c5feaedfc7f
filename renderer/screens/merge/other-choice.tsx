import { Loader } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { takeScans } from '#renderer/session/scan-target.ts';
import { usePatientSearch } from '#renderer/shell/patient-search.ts';
import classes from './merge.module.css';

interface Props {
  readonly patientId: string;
  readonly onChoose: (otherId: string) => void;
}

/** Which other record is the same person's: likely ones at once, anybody by typing or by scanning a card. */
export function OtherChoice({ patientId, onChoose }: Props) {
  const { t } = useTranslation();
  const { data: patient, error } = useLive(`patient ${patientId}`, () => client.patients.get({ patientId }), ['patients']);
  if (error !== undefined && !patient) return <ProblemNote problem={problemOf(error)} />;
  if (!patient) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return <Choice patient={patient} onChoose={onChoose} />;
}

function Choice({ patient, onChoose }: { readonly patient: Patient; readonly onChoose: (otherId: string) => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const search = usePatientSearch();
  const [marked, setMarked] = useState(0);
  const likely = useLive(`merge.likely ${patient.id} ${patient.version}`, () => client.patients.duplicates({
    name: patient.name, ageOrBirth: patient.birthDate ?? '', sex: patient.sex, exceptId: patient.id, ...(patient.phone === null ? {} : { phone: patient.phone }),
  }), ['patients']);
  const isSearching = search.text.trim() !== '';
  const others = (found: readonly PatientBrief[] | undefined): readonly PatientBrief[] => (found ?? []).filter(({ id }) => id !== patient.id);
  const rows = others(isSearching ? search.results : likely.data?.duplicates);
  const latest = useRef(onChoose);
  useEffect(() => { latest.current = onChoose; });
  useEffect(() => takeScans(({ id }) => latest.current(id)), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = rows[marked];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setMarked(Math.max(0, Math.min(rows.length - 1, marked + (event.key === 'ArrowDown' ? 1 : -1))));
    else if (event.key !== 'Enter') return;
    else if (isSearching) search.whenFound((found) => { const hit = others(found)[marked]; if (hit) onChoose(hit.id); });
    else if (chosen) onChoose(chosen.id);
    event.preventDefault();
  };
  return (
    <section className={classes.choice} aria-label={t('merge.choose')}>
      <p className={classes.about}>{t('merge.choose')}</p>
      <div className={classes.one}><PatientLine patient={patient} detail /></div>
      <div className={classes.box}>
        <IconSearch size={18} aria-hidden />
        <input
          autoFocus type="search" className={classes.input} value={search.text} placeholder={t('merge.search')} aria-label={t('merge.search')} maxLength={200}
          role="combobox" aria-expanded={rows.length > 0} aria-controls={listId} aria-autocomplete="list" autoComplete="off" spellCheck={false}
          aria-activedescendant={rows.length > 0 ? `${listId}-${marked}` : undefined} onKeyDown={onKeyDown}
          onChange={(event) => { search.setText(event.currentTarget.value); setMarked(0); }}
        />
      </div>
      <h2 className={classes.heading}>{t(isSearching ? 'merge.found' : 'merge.likely')}</h2>
      <div id={listId} role="listbox" aria-label={t(isSearching ? 'merge.found' : 'merge.likely')} className={classes.list}>
        {rows.map((row, index) => (
          <div
            key={row.id} id={`${listId}-${index}`} role="option" aria-selected={index === marked} tabIndex={-1} className={classes.row}
            onClick={() => onChoose(row.id)} onMouseMove={() => setMarked(index)}
          >
            <PatientLine patient={row} detail />
            {index === marked ? <KeyHint keys="Enter" /> : null}
          </div>
        ))}
      </div>
      {rows.length > 0 || (!isSearching && !likely.data) ? null : <p className={classes.dim}>{t(isSearching ? 'shell.search.nobody' : 'merge.none-likely', { text: search.text.trim() })}</p>}
    </section>
  );
}
