import { Button } from '@mantine/core';
import { useState } from 'react';
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
import { fieldWords, recordWords, useValueWords } from '#renderer/session/sync-words.ts';
import { elsewhere } from '../parts/field-error.ts';
import { ChoiceValue } from './choice-value.tsx';
import classes from './choices.module.css';
import { SharedNumber } from './shared-number.tsx';
import { NewValue, type NewValueProps } from './new-value.tsx';

type Choice = { readonly opId: string } | { readonly newNumber: true } | { readonly value: string };

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
        {base ? <ChoiceValue kind="base" heading={t('sync.choices.before')} value={words(base)} person={base.person} pc={base.pc} at={base.at} /> : null}
        {choices.map((choice, index) => (
          <ChoiceValue
            key={choice.opId} kind={choice.shown ? 'shown' : 'other'} heading={letterOf(index)} value={words(choice)} person={choice.person} pc={choice.pc} at={choice.at}
            note={choice.shown ? t('sync.choices.shown') : null}
          >
            {can && conflict.sharedWith === null ? (
              <KeepButton
                id={choice.opId} letter={letterOf(index)} keys={keyed && index < KEYED ? `Alt+${letterOf(index)}` : undefined} busy={settle.busy}
                about={`${title}, ${words(choice)}`} primary={current && choice.shown} onKeep={() => void settle.run({ opId: choice.opId })}
              />
            ) : null}
          </ChoiceValue>
        ))}
      </div>
      {conflict.sharedWith === null ? null : (
        <SharedNumber conflict={conflict} can={can} keyed={keyed} busy={settle.busy} onLeave={() => void settle.run({ opId: choices[0]?.opId ?? '' })} onNew={() => void settle.run({ newNumber: true })} />
      )}
      {can && conflict.enteredAs !== null && conflict.enteredAs !== 'number' ? (
        <OtherValue
          as={conflict.enteredAs} about={title} keyed={keyed} entering={entering} onEntering={setEntering} busy={settle.busy} problem={settle.problem}
          onSend={(value) => void settle.run({ value })}
        />
      ) : null}
      <ProblemNote problem={entering ? elsewhere(settle.problem, ['value']) : settle.problem} />
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

interface OtherProps extends NewValueProps {
  readonly about: string;
  readonly keyed: boolean;
  readonly entering: boolean;
  readonly onEntering: (entering: boolean) => void;
}

/** A value that is none of those that compete. Of a code, a time or a flag there is none: it is entered where the record is at home. */
function OtherValue({ about, keyed, entering, onEntering, ...entry }: OtherProps) {
  return entering ? <NewValue {...entry} onCancel={() => onEntering(false)} /> : <OtherButton keyed={keyed} about={about} onOpen={() => onEntering(true)} />;
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
