import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { openEntryOf } from '#renderer/session/here.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { takeScans } from '#renderer/session/scan-target.ts';
import { useWindowPlace } from '#renderer/session/window-place.ts';
import { usePatientSearch } from '#renderer/shell/patient-search.ts';
import { candidates } from './candidates.ts';
import classes from './give.module.css';

interface Row {
  readonly patient: PatientBrief;
  readonly entry: QueueEntry | undefined;
}

interface Props {
  readonly onChoose: (patient: PatientBrief, tokenId: string | undefined) => void;
}

const SHOWN = 8;

/** Who: the one inside this room first, then today's queue; typing searches everybody; a scanned card chooses at once. */
export function PatientChoice({ onChoose }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const { roomId } = useWindowPlace();
  const { data } = useQueueToday();
  const search = usePatientSearch();
  const [marked, setMarked] = useState(0);
  const entries = useFirst(data?.entries);
  const queued: readonly Row[] = entries ? candidates(entries, roomId).map((entry) => ({ patient: entry.patient, entry })) : [];
  const rowOf = (patient: PatientBrief): Row => ({ patient, entry: openEntryOf(data?.entries, patient.id) });
  const isSearching = search.text.trim() !== '';
  const rows = (isSearching ? (search.results ?? []).map(rowOf) : queued).slice(0, SHOWN);
  const choose = ({ patient, entry }: Row): void => onChoose(patient, entry?.id);

  const early = useRef(false);
  const enter = (): void => {
    if (isSearching) search.whenFound((found) => { const hit = found[marked]; if (hit) choose(rowOf(hit)); });
    else if (rows[marked]) choose(rows[marked]);
    else early.current = entries === undefined;
  };
  // Enter came before the queue was read: it is answered when it is there.
  useEffect(() => {
    if (!early.current || !queued[0]) return;
    early.current = false;
    choose(queued[0]);
  });
  useAction({ id: 'bedside.choose-patient', title: t('bedside.choose'), keys: 'Enter', run: enter, silent: true });
  const latest = useRef(onChoose);
  useEffect(() => { latest.current = onChoose; });
  useEffect(() => takeScans((patient) => latest.current(patient, undefined)), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setMarked(Math.max(0, Math.min(rows.length - 1, marked + (event.key === 'ArrowDown' ? 1 : -1))));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.choice}>
      <div className={classes.box}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus type="search" className={classes.input} value={search.text} placeholder={t('bedside.who-placeholder')} aria-label={t('bedside.who')}
          role="combobox" aria-expanded={rows.length > 0} aria-controls={listId} aria-autocomplete="list" aria-activedescendant={rows.length > 0 ? `${listId}-${marked}` : undefined}
          autoComplete="off" spellCheck={false} onKeyDown={onKeyDown} onChange={(event) => { search.setText(event.currentTarget.value); setMarked(0); }}
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('bedside.who')} className={classes.list}>
        {rows.map((row, index) => (
          <div
            key={row.patient.id} id={`${listId}-${index}`} role="option" aria-selected={index === marked} tabIndex={-1} className={classes.row}
            onClick={() => choose(row)} onMouseMove={() => setMarked(index)}
          >
            {row.entry ? <span className={classes.token} dir="ltr">{row.entry.label}</span> : null}
            <PatientLine patient={row.patient} />
            {row.entry ? <span className={classes.status}>{t(`queue.status.${row.entry.status}`)}</span> : null}
            {index === marked ? <KeyHint keys="Enter" /> : null}
          </div>
        ))}
      </div>
      {rows.length === 0 ? <p className={classes.none}>{t(isSearching ? 'shell.search.nobody' : 'bedside.nobody-here', { text: search.text.trim() })}</p> : null}
    </div>
  );
}

/** What was read first: a list must not move under the finger that is about to choose from it. */
function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first ?? value;
}
