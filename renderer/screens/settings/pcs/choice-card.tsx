import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { fieldWords, isFlag, recordWords, useValueWords } from '#renderer/session/sync-words.ts';
import { ChoiceValue } from './choice-value.tsx';
import classes from './choices.module.css';

type Choice = { readonly opId: string } | { readonly value: string | number };

interface Props {
  readonly conflict: Conflict;
  /** Its keys work: of several cards one has them. */
  readonly current: boolean;
  readonly onCurrent: () => void;
  /** Where the patient's own name stands above already. */
  readonly nameless?: boolean;
}

/** The letter by which a value is called: A, B, C … */
const letterOf = (index: number): string => String.fromCharCode(65 + (index % 26));
/** Beyond these a value has no key of its own. */
const KEYED = 3;

/** One column of one record: every value side by side with what stood there before; keep one, or enter another. spec: SYN-3 */
export function ChoiceCard({ conflict, current, onCurrent, nameless = false }: Props) {
  const { t } = useTranslation();
  const can = useCan()('conflicts.resolve');
  const words = useValueWords(conflict);
  const [entering, setEntering] = useState(false);
  const settle = useCommand((choice: Choice) => client.sync.resolve({ id: conflict.id, choice }));
  const title = `${recordWords(conflict, t)}: ${fieldWords(conflict, t)}`;
  // Of something that is either there or not there is no third value.
  const hasOther = can && !isFlag(conflict);
  const { base, choices } = conflict;
  const keyed = can && current && !entering;
  // Under the title of a group of the settings, or right under a panel's.
  const Heading = nameless ? 'h3' : 'h4';
  return (
    <section className={classes.card} aria-label={title} data-severity={conflict.severity} data-current={current || undefined} onFocusCapture={onCurrent} onClickCapture={onCurrent}>
      <header className={classes.head}>
        <Heading className={classes.title}>{title}</Heading>
        {conflict.patientName === null || nameless ? null : <a className={classes.patient} href={`#/patients/${conflict.patientId ?? ''}`}><Name>{conflict.patientName}</Name></a>}
        {conflict.severity === 'must-choose' ? <span className={classes.must}>{t('sync.choices.must')}</span> : null}
      </header>
      <div className={classes.values}>
        {base ? <ChoiceValue kind="base" heading={t('sync.choices.before')} value={words(base.value)} person={base.person} pc={base.pc} at={base.at} /> : null}
        {choices.map((choice, index) => (
          <ChoiceValue
            key={choice.opId} kind={choice.shown ? 'shown' : 'other'} heading={letterOf(index)} value={words(choice.value)} person={choice.person} pc={choice.pc} at={choice.at}
            note={choice.shown ? t('sync.choices.shown') : null}
          >
            {can ? (
              <KeepButton
                id={choice.opId} letter={letterOf(index)} keys={keyed && index < KEYED ? `Alt+${letterOf(index)}` : undefined} busy={settle.busy}
                about={`${title}, ${words(choice.value)}`} primary={current && choice.shown} onKeep={() => void settle.run({ opId: choice.opId })}
              />
            ) : null}
          </ChoiceValue>
        ))}
      </div>
      {hasOther && !entering ? <OtherButton keyed={keyed} about={title} onOpen={() => setEntering(true)} /> : null}
      {entering ? <NewValue conflict={conflict} busy={settle.busy} onSend={(value) => void settle.run({ value })} onCancel={() => setEntering(false)} /> : null}
      <ProblemNote problem={settle.problem} />
    </section>
  );
}

interface KeepProps {
  readonly id: string;
  readonly letter: string;
  readonly keys: string | undefined;
  readonly busy: boolean;
  readonly about: string;
  readonly primary: boolean;
  readonly onKeep: () => void;
}

function KeepButton({ id, letter, keys, busy, about, primary, onKeep }: KeepProps) {
  const { t } = useTranslation();
  const title = t('sync.choices.keep', { letter });
  useAction({ id: `choice.keep.${id}`, title: `${title}: ${about}`, ...(keys === undefined ? {} : { keys }), run: onKeep, when: keys !== undefined });
  return (
    <Button
      size="xs" variant={primary ? 'filled' : 'default'} loading={busy} onClick={onKeep} data-keep={letter} rightSection={keys === undefined ? undefined : <KeyHint keys={keys} onAccent={primary} />}
      {...(keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keys) })}
    >
      {title}<span className="db-hidden">: {about}</span>
    </Button>
  );
}

const OTHER_KEYS = 'Alt+O';

function OtherButton({ keyed, about, onOpen }: { readonly keyed: boolean; readonly about: string; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  useAction({ id: 'sync.other-value', title: t('sync.choices.other'), keys: OTHER_KEYS, run: onOpen, when: keyed });
  return (
    <Button
      size="xs" variant="subtle" className={classes.other ?? ''} onClick={onOpen} rightSection={keyed ? <KeyHint keys={OTHER_KEYS} /> : undefined}
      {...(keyed ? { 'aria-keyshortcuts': ariaKeys(OTHER_KEYS) } : {})}
    >
      {t('sync.choices.other')}<span className="db-hidden">: {about}</span>
    </Button>
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
  const box = useRef<HTMLInputElement>(null);
  // Not autoFocus: it would be scrolled to before the card has grown for it.
  useEffect(() => box.current?.focus(), []);
  const number = typeof conflict.choices[0]?.value === 'number';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') onSend(number ? Number(text) : text.trim());
  };
  return (
    <form
      className={classes.newValue} onSubmit={send} onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <TextInput ref={box} label={t('sync.choices.new')} value={text} type={number ? 'number' : 'text'} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" loading={busy} disabled={text.trim() === ''} rightSection={<KeyHint keys="Enter" onAccent />}>{t('sync.choices.use')}</Button>
      <Button variant="default" onClick={onCancel} rightSection={<KeyHint keys="Escape" />}>{t('settings.cancel')}</Button>
    </form>
  );
}
