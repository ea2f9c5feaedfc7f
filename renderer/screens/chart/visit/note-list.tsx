import { Button, Textarea } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note, VisitPage } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useWhen } from '#renderer/screens/record/lines.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useDraft } from '#renderer/session/draft.ts';
import { MeasureLine } from './measure-line.tsx';
import classes from './visit.module.css';

interface Props {
  readonly patientId: string;
  readonly notes: readonly Note[];
  readonly measures: VisitPage['measures'];
}

/** What was measured and signed in a visit, addenda under what they amend. */
export function NoteList({ patientId, notes, measures }: Props) {
  const { t } = useTranslation();
  const roots = notes.filter(({ amendsId }) => amendsId === null || !notes.some(({ id }) => id === amendsId));
  if (notes.length === 0 && measures.length === 0) return null;
  return (
    <div className={classes.notes} tabIndex={0} role="group" aria-label={t('visit.written')}>
      <MeasureLine measures={measures} />
      {roots.map((note) => <SignedNote key={note.id} patientId={patientId} note={note} addenda={notes.filter(({ amendsId }) => amendsId === note.id)} />)}
    </div>
  );
}

function SignedNote({ patientId, note, addenda }: { readonly patientId: string; readonly note: Note; readonly addenda: readonly Note[] }) {
  const { t } = useTranslation();
  const can = useCan();
  const [amending, setAmending] = useState(false);
  return (
    <article className={classes.note} aria-label={t('visit.note')}>
      <NoteText note={note} />
      {addenda.map((each) => <div key={each.id} className={classes.addendum}><span className={classes.tag}>{t('visit.addendum')}</span><NoteText note={each} /></div>)}
      {amending ? <Amend patientId={patientId} noteId={note.id} onDone={() => setAmending(false)} /> : null}
      {can('record.write') && !amending ? (
        <Button size="compact-xs" variant="subtle" leftSection={<IconPencilPlus size={14} aria-hidden />} onClick={() => setAmending(true)}>{t('visit.amend')}</Button>
      ) : null}
    </article>
  );
}

/** Always as text, whatever was typed; line breaks stay. */
function NoteText({ note: { text, signedAt, signedBy } }: { readonly note: Note }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <>
      <p className={classes.text} dir="auto">{text}</p>
      <p className={classes.signed}>{t('visit.signed', { when: when(signedAt, signedBy) })}</p>
    </>
  );
}

function Amend({ patientId, noteId, onDone }: { readonly patientId: string; readonly noteId: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  useDraft(`addendum:${noteId}`, text === '' ? null : text, setText);
  const sign = useCommand(async () => {
    await client.encounters.signNote({ patientId, text, amendsId: noteId });
    setText('');
    onDone();
  });
  return (
    <div className={classes.amend}>
      <Textarea
        autoFocus autosize minRows={2} maxRows={8} label={t('visit.addendum')} value={text} dir="auto" onChange={(event) => { setText(event.currentTarget.value); sign.clear(); }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && text.trim() !== '') void sign.run();
          else if (event.key === 'Escape') onDone();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <ProblemNote problem={sign.problem} />
      <div className={classes.noteFoot}>
        <Button size="compact-sm" loading={sign.busy} disabled={text.trim() === ''} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={() => void sign.run()}>{t('visit.sign-addendum')}</Button>
        <Button size="compact-sm" variant="default" rightSection={<KeyHint keys="Escape" />} onClick={onDone}>{t('visit.leave')}</Button>
      </div>
    </div>
  );
}
