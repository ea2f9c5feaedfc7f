import { Button } from '@mantine/core';
import { IconAlertTriangle, IconDeviceFloppy, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './mothers.module.css';
import { namedIssueWords } from './mothers-words.ts';

interface Props {
  readonly title: string;
  readonly about?: string | undefined;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly restoredAt: string | null;
  readonly onForget: () => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** Takes out what the form shows, where that can be. */
  readonly removal?: { readonly title: string; readonly busy: boolean; readonly run: () => void } | undefined;
  readonly children: ReactNode;
}

/** A form in the place of the section: Ctrl+S saves, a second Ctrl+S confirms what is unusual, Escape goes back and keeps what was typed. */
export function FormFrame({ title, about, busy, problem, restoredAt, onForget, onSave, onClose, removal, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => { body.current?.querySelector<HTMLElement>('input, select')?.focus(); }, []);
  useFaultFocus(problem);
  const issues = problem?.code === 'INVALID' || problem?.code === 'CONFIRM' ? problem.issues : [];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className={classes.form} onSubmit={send} noValidate aria-label={title}>
      <header className={classes.formHead}>
        <h2 className={classes.formTitle}>{title}</h2>
        {about === undefined ? null : <span className={classes.dim}>{about}</span>}
        <span className={classes.end}>
          <ActionButton action={{ id: 'mothers.close-form', title: t('mothers.back'), keys: 'Escape', run: onClose }} variant="subtle" size="compact-sm" icon={<IconX size={16} aria-hidden />} />
        </span>
      </header>
      <div ref={body} className={classes.formBody}>
        {restoredAt === null ? null : (
          <AttentionNote>
            {t('mothers.restored', { time: format.dateTime(restoredAt, now) })} <Button variant="subtle" size="compact-sm" onClick={onForget}>{t('mothers.forget')}</Button>
          </AttentionNote>
        )}
        {children}
      </div>
      <footer className={classes.formFoot} data-foot>
        {issues.length === 0 ? <ProblemNote problem={problem} /> : (
          <div className={classes.issues} data-tone={problem?.code === 'CONFIRM' ? 'ask' : 'refused'} role="alert">
            <IconAlertTriangle size={18} aria-hidden />
            <ul>{issues.map((issue) => <li key={`${issue.field} ${issue.code}`}>{namedIssueWords(issue, t)}</li>)}</ul>
            {problem?.code === 'CONFIRM' ? <strong>{t('mothers.confirm')}</strong> : null}
          </div>
        )}
        {removal === undefined ? null : (
          <ActionButton
            action={{ id: 'mothers.remove', title: removal.title, keys: 'Alt+r', run: removal.run }} busy={removal.busy} variant="subtle" color="gray" size="compact-md" icon={<IconTrash size={16} aria-hidden />}
          />
        )}
        <ActionButton action={{ id: 'mothers.save', title: t('mothers.save'), keys: 'Ctrl+s', run: onSave }} busy={busy} icon={<IconDeviceFloppy size={18} aria-hidden />} />
        <span className={classes.dim}>{t('mothers.kept')}</span>
      </footer>
    </form>
  );
}
