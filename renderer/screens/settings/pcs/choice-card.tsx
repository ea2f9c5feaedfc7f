import { Badge, Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { fieldWords, recordWords, valueWords } from '#renderer/session/sync-words.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './pcs.module.css';

type Choice = { readonly opId: string } | { readonly value: string | number };

/** One column of one record: every value side by side, keep one or enter another. */
export function ChoiceCard({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan()('conflicts.resolve');
  const [entering, setEntering] = useState(false);
  const settle = useCommand((choice: Choice) => client.sync.resolve({ id: conflict.id, choice }));
  const title = `${recordWords(conflict, t)}: ${fieldWords(conflict, t)}`;
  return (
    <section className={classes.card} aria-label={title} data-severity={conflict.severity}>
      <header className={classes.cardHead}>
        <h4 className={classes.cardTitle}>{title}</h4>
        {conflict.patientName === null ? null : <Name>{conflict.patientName}</Name>}
        {conflict.severity === 'must-choose' ? <Badge color="orange" variant="light">{t('sync.choices.must')}</Badge> : null}
      </header>
      <div className={classes.values}>
        {conflict.choices.map((choice) => (
          <div key={choice.opId} className={classes.value} data-shown={choice.shown || undefined}>
            <bdi className={classes.valueText}>{valueWords(choice.value, conflict, t)}</bdi>
            <span className={classes.by}>{[choice.person, choice.pc].filter(Boolean).join(' · ')}</span>
            <span className={classes.by}>{format.dateTime(choice.at, now)}</span>
            {can ? (
              <Button size="xs" variant={choice.shown ? 'filled' : 'default'} loading={settle.busy} onClick={() => void settle.run({ opId: choice.opId })}>
                {t('sync.choices.keep')}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
      {can && !entering ? <Button size="xs" variant="subtle" className={classes.other ?? ''} onClick={() => setEntering(true)}>{t('sync.choices.other')}</Button> : null}
      {entering ? <NewValue conflict={conflict} busy={settle.busy} onSend={(value) => void settle.run({ value })} onCancel={() => setEntering(false)} /> : null}
      <ProblemNote problem={settle.problem} />
    </section>
  );
}

interface NewValueProps {
  readonly conflict: Conflict;
  readonly busy: boolean;
  readonly onSend: (value: string | number) => void;
  readonly onCancel: () => void;
}

function NewValue({ conflict, busy, onSend, onCancel }: NewValueProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const number = typeof conflict.choices[0]?.value === 'number';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend(number ? Number(text) : text);
  };
  return (
    <form className={classes.newValue} onSubmit={send}>
      <TextInput label={t('sync.choices.new')} value={text} autoFocus type={number ? 'number' : 'text'} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" loading={busy} disabled={text.trim() === ''}>{t('sync.choices.use')}</Button>
      <Button variant="default" onClick={onCancel}>{t('settings.cancel')}</Button>
    </form>
  );
}
