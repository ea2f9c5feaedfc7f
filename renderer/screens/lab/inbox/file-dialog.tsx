import { TextInput } from '@mantine/core';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import type { Problem } from '#renderer/api/problem.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { Sample } from './samples.ts';
import classes from './lab.module.css';

const FOUND = 12;

interface Props {
  readonly opened: boolean;
  readonly sample: Sample;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onChoose: (patient: PatientBrief) => void;
}

/** Finds the patient whose results these are: type, arrows, Enter. */
export function FileDialog({ opened, sample, problem, busy, onClose, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('lab.file-title', { count: sample.results.length })}>
      <p className={classes.note}>{t('lab.file-about', { specimen: sample.specimen ?? '–', patient: sample.patientRef ?? '–' })}</p>
      <PatientSearch busy={busy} onChoose={onChoose} />
      <ProblemNote problem={problem} />
    </Dialog>
  );
}

function PatientSearch({ busy, onChoose }: Pick<Props, 'busy' | 'onChoose'>) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const found = useLive(wanted === '' ? null : `lab.patients:${wanted}`, () => client.patients.search({ text: wanted, limit: FOUND }), ['patients']);
  // Rows of an older text must not take the Enter that was meant for the new one.
  const patients = wanted === text.trim() ? found.data?.patients ?? [] : [];
  const chosen = Math.min(at, patients.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const patient = patients[chosen];
    if (step !== 0) setAt(Math.max(0, Math.min(patients.length - 1, chosen + step)));
    else if (event.key === 'Enter' && patient && !busy) onChoose(patient);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus label={t('lab.whose')} placeholder={t('lab.whose-hint')} value={text} maxLength={200} autoComplete="off" spellCheck={false}
        role="combobox" aria-expanded={patients.length > 0} aria-controls={id} aria-autocomplete="list" {...(patients.length > 0 ? { 'aria-activedescendant': `${id}-${chosen}` } : {})}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <div id={id} className={classes.found} role="listbox" aria-label={t('lab.found')}>
        {patients.map((patient, index) => (
          <div key={patient.id} id={`${id}-${index}`} role="option" aria-selected={index === chosen} className={classes.option} onClick={() => { if (!busy) onChoose(patient); }}>
            <PatientLine patient={patient} detail />
          </div>
        ))}
      </div>
      {found.data && wanted !== '' && patients.length === 0 && wanted === text.trim() ? <p className={classes.note} role="status">{t('lab.nobody')}</p> : null}
    </>
  );
}
