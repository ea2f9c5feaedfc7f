import { IconSearch } from '@tabler/icons-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { openPatient } from '#renderer/session/open-patient.ts';
import { startRegistration } from '#renderer/session/register-seed.ts';
import { useCan } from '#renderer/session/session.ts';
import { usePatientSearch } from './patient-search.ts';
import classes from './search-box.module.css';

/** The one box that finds anybody: results as you type, Enter opens the marked one. */
export function SearchBox() {
  const { t } = useTranslation();
  const can = useCan();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const search = usePatientSearch();
  const { text, results } = search;
  const focus = (): void => { input.current?.focus(); input.current?.select(); };
  useAction({ id: 'shell.search', title: t('shell.search.focus'), keys: '/', run: focus });
  useAction({ id: 'shell.search-anywhere', title: t('shell.search.focus'), keys: 'F3', run: focus, silent: true });

  const close = (): void => { setOpen(false); search.setText(''); setMarked(0); input.current?.blur(); };
  const pick = (patientId: string): void => { close(); openPatient(patientId); };
  const registerable = can('queue.issue') && text.trim() !== '';
  const register = (): void => { close(); startRegistration(text.trim()); };
  const rows = results?.length ?? 0;
  const last = rows - 1 + (registerable ? 1 : 0);
  const shown = open && text.trim() !== '' && results !== undefined;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setMarked(Math.max(0, Math.min(last, marked + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      search.whenFound((found) => {
        const hit = found[marked];
        if (hit) pick(hit.id);
        else if (registerable) register();
      });
    } else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.root} role="search">
      <div className={classes.box}>
        <IconSearch size={18} aria-hidden className={classes.icon} />
        <input
          ref={input} type="search" className={classes.input} value={text} placeholder={t('shell.search.placeholder')}
          aria-label={t('shell.search.label')} role="combobox" aria-expanded={shown} aria-controls={listId} aria-autocomplete="list"
          aria-activedescendant={shown ? `${listId}-${marked}` : undefined} aria-keyshortcuts="/ F3" autoComplete="off" spellCheck={false}
          onChange={(event) => { search.setText(event.currentTarget.value); setMarked(0); setOpen(true); }}
          onFocus={() => setOpen(true)} onBlur={() => setOpen(false)} onKeyDown={onKeyDown}
        />
        <KeyHint keys="/" />
        <KeyHint keys="F3" />
      </div>
      {/* Taking the press would take the focus from the box before the click arrives. */}
      <div id={listId} className={classes.list} role="listbox" aria-label={t('shell.search.results')} hidden={!shown} onMouseDown={(event) => event.preventDefault()}>
        {shown && rows === 0 ? <div className={classes.none}>{t('shell.search.nobody', { text: text.trim() })}</div> : null}
        {shown ? results.map((patient, index) => (
          <div
            key={patient.id} id={`${listId}-${index}`} role="option" tabIndex={-1} aria-selected={index === marked} className={classes.row}
            onClick={() => pick(patient.id)} onMouseMove={() => setMarked(index)}
          >
            <PatientLine patient={patient} detail />
            {index === marked ? <KeyHint keys="Enter" /> : null}
          </div>
        )) : null}
        {shown && registerable ? (
          <div
            id={`${listId}-${rows}`} role="option" tabIndex={-1} aria-selected={marked === rows} className={classes.row}
            onClick={register} onMouseMove={() => setMarked(rows)}
          >
            <span className={classes.register}>{t('shell.search.register', { text: text.trim() })}</span>
            {marked === rows ? <KeyHint keys="Enter" /> : null}
          </div>
        ) : null}
      </div>
      <div className="db-hidden" role="status">{shown ? t('shell.search.count', { count: rows }) : ''}</div>
    </div>
  );
}
