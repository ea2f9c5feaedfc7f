import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './page.module.css';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Pick<Draft<object>, 'dirty' | 'restoredAt'>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Says whether something is unsaved; saving is its button, Enter in a box, or the key shown. */
export function SaveBar({ draft: { dirty, restoredAt }, busy, problem, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const note = restoredAt !== null ? t('settings.restored', { time: format.dateTime(restoredAt, now) }) : t(dirty ? 'settings.unsaved' : 'settings.all-saved');
  useAction({ id: 'settings.save', title: t('settings.save'), keys: 'Ctrl+S', run: onSave, when: dirty });
  return (
    <div className={classes.saveBar} data-foot>
      <Button type="submit" loading={busy} disabled={!dirty} rightSection={<KeyHint keys="Ctrl+S" onAccent={dirty} />} aria-keyshortcuts="Control+S">
        {t('settings.save')}
      </Button>
      {dirty && <Button variant="default" disabled={busy} onClick={onDiscard}>{t('settings.discard')}</Button>}
      <span className={classes.saveNote} role="status">{note}</span>
      <ProblemNote problem={problem} />
    </div>
  );
}
