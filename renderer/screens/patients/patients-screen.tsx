import { Switch, TextInput } from '@mantine/core';
import { IconArchive, IconArrowsJoin2, IconSearch, IconUsers } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { problemOf } from '#renderer/api/problem.ts';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { EditPanel } from './edit/edit-panel.tsx';
import { PatientCard } from './patient-card.tsx';
import { PatientList } from './patient-list.tsx';
import classes from './patients.module.css';
import { usePatientList } from './use-patient-list.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
const ARCHIVED_KEYS = 'Alt+A';
const NONE: readonly never[] = [];

/** All patients: find one, see who it is, open the chart, give a token, change, put away. */
export function PatientsScreen() {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [archived, setArchived] = useState(false);
  const [at, setAt] = useState(0);
  const [editing, setEditing] = useState<string>();
  const list = usePatientList(text, archived);
  const patients = list.data ?? NONE;
  const chosen = Math.min(at, patients.length - 1);
  const patient = patients[chosen];
  const { more, showMore, loading, settled } = list;
  const entering = useRef(false);
  // Enter came before the rows of what was typed: it opens the first of them when they are there.
  useEffect(() => {
    if (!entering.current || !settled) return;
    entering.current = false;
    if (patient) navigate('patients', patient.id);
  }, [settled, patient]);
  const onEnd = useCallback(() => { if (more && !loading) showMore(); }, [more, loading, showMore]);

  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(patients.length - 1, chosen + step)));
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      if (!settled) entering.current = true;
      else if (patient) navigate('patients', patient.id);
    }
  };
  const searching = text.trim() !== '';
  const nothing = searching ? 'nothing-found' : archived ? 'none-archived' : 'empty';
  const showArchived = (): void => {
    setArchived(!archived);
    setAt(0);
  };
  useAction({ id: 'patients.archived', title: t(searching ? 'patients.archived-too' : 'patients.archived-only'), keys: ARCHIVED_KEYS, run: showArchived });
  const mayMerge = useCan()('patients.merge');
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('patients.title')}</h1>
      <div className={classes.head}>
        <TextInput
          className={classes.box} leftSection={<IconSearch size={18} aria-hidden />} type="search" data-autofocus autoFocus
          aria-label={t('patients.search')} placeholder={t('patients.search')} value={text} maxLength={200}
          role="combobox" aria-expanded={patients.length > 0} aria-controls={listId} aria-autocomplete="list"
          {...(patient ? { 'aria-activedescendant': `${listId}-${chosen}` } : {})}
          onChange={(event) => { entering.current = false; setText(event.currentTarget.value); setAt(0); }} onKeyDown={onKey}
        />
        <Switch
          label={<span className={classes.withKey}>{t(searching ? 'patients.archived-too' : 'patients.archived-only')} <KeyHint keys={ARCHIVED_KEYS} /></span>}
          checked={archived} aria-keyshortcuts={ariaKeys(ARCHIVED_KEYS)} onChange={showArchived}
        />
        {mayMerge ? (
          <ActionButton action={{ id: 'patients.duplicates', title: t('merge.pairs.open'), keys: 'Alt+D', run: () => navigate('patients', 'duplicates') }} variant="default" icon={<IconArrowsJoin2 size={18} aria-hidden />} />
        ) : null}
      </div>
      <div className={classes.list}>
        {list.error === undefined ? null : <ProblemNote problem={problemOf(list.error)} />}
        {list.data?.length === 0
          ? <Empty icon={archived && !searching ? IconArchive : IconUsers} title={t(`patients.${nothing}`)} hint={t(`patients.${nothing}-hint`)} />
          : <PatientList id={listId} patients={patients} chosen={chosen} busy={!settled} onChoose={setAt} onOpen={({ id }) => navigate('patients', id)} onKeyDown={onKey} onEnd={onEnd} />}
      </div>
      <aside className={classes.side} aria-label={t('patients.chosen')}>
        {editing !== undefined
          ? <EditPanel key={editing} patientId={editing} onClose={() => setEditing(undefined)} />
          : patient && <PatientCard patient={patient} settled={settled} onEdit={() => setEditing(patient.id)} />}
      </aside>
    </div>
  );
}
