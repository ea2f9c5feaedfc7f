import { IconSignature } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_CHARS } from '#domain/record/texts.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import type { VisitTyping } from './use-typing.ts';
import classes from './visit.module.css';

const NOTE_KEYS = 'Alt+N';
/** From so many characters on it is said how many are left. */
const TELL_FROM = MOST_CHARS.note - 2_000;

/** The note being written. It is kept while it is typed, and becomes part of the record when it is signed. */
export function NoteBox({ patientId, typing: { note, set, restoredAt } }: { readonly patientId: string; readonly typing: VisitTyping }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const box = useRef<HTMLTextAreaElement>(null);
  useAction({ id: 'visit.note', title: t('visit.to-note'), keys: NOTE_KEYS, run: () => box.current?.focus() });
  const sign = useCommand(async () => {
    await client.encounters.signNote({ patientId, text: note });
    set({ note: '' });
  });
  const length = [...note].length;
  return (
    <div className={classes.noteBox}>
      <label className={classes.grow}>
        <span className={classes.label}>
          {t('visit.note')}<KeyHint keys={NOTE_KEYS} />
          {restoredAt === null || note === '' ? null : <span className={classes.dim}>{t('visit.restored', { time: format.dateTime(restoredAt, now) })}</span>}
        </span>
        <textarea
          ref={box} className={classes.textarea} value={note} dir={note === '' ? undefined : 'auto'} aria-keyshortcuts={NOTE_KEYS} placeholder={t('visit.note-hint')} maxLength={200_000}
          onChange={(event) => { set({ note: event.currentTarget.value }); sign.clear(); }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
      </label>
      <ProblemNote problem={sign.problem} />
      <div className={classes.noteFoot}>
        <ActionButton
          action={{ id: 'visit.sign', title: t('visit.sign'), keys: 'Ctrl+Enter', run: () => void sign.run(), when: note.trim() !== '' }} busy={sign.busy} variant="light"
          icon={<IconSignature size={18} aria-hidden />}
        />
        <span className={classes.dim}>{length < TELL_FROM ? t('visit.kept') : t('visit.length', { length: format.number(length), most: format.number(MOST_CHARS.note) })}</span>
      </div>
    </div>
  );
}
