import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { VisitTyping } from './use-typing.ts';
import classes from './visit.module.css';

export const REASON_KEYS = 'Alt+R';

/** Why the patient came; stored on Enter, or when the box is left. */
export function ReasonBox({ patientId, stored, typing: { reason, set } }: { readonly patientId: string; readonly stored: string; readonly typing: VisitTyping }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useAction({ id: 'visit.reason', title: t('visit.to-reason'), keys: REASON_KEYS, run: () => input.current?.focus() });
  // A visit nobody wrote in yet: the first thing said is why they came.
  const isNew = stored === '';
  useEffect(() => { if (isNew) input.current?.focus(); }, [isNew]);
  const save = useCommand(async (text: string) => {
    if (text.trim() !== stored) await client.encounters.setReason({ patientId, reason: text });
    set({ reason: null });
  });
  const keep = (): void => { if (reason !== null) void save.run(reason); };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && !event.ctrlKey) keep();
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  return (
    <label className={classes.reason}>
      <span className={classes.label}>{t('visit.reason')}<KeyHint keys={REASON_KEYS} /></span>
      <input
        ref={input} className={classes.input} value={reason ?? stored} maxLength={2000} autoComplete="off" dir="auto" aria-keyshortcuts={REASON_KEYS} aria-invalid={save.problem !== undefined}
        placeholder={t('visit.reason-hint')} onChange={(event) => { set({ reason: event.currentTarget.value }); save.clear(); }} onBlur={keep} onKeyDown={onKey}
      />
      <ProblemNote problem={save.problem} />
    </label>
  );
}
