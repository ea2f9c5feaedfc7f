import { useState, type KeyboardEvent, type RefObject } from 'react';
import { useCommand } from '#renderer/api/use-command.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys, type Keys } from '#renderer/parts/keys.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import suggest from '#renderer/parts/suggest-box.module.css';
import classes from './record.module.css';

interface Props {
  readonly label: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onAdd: (text: string) => Promise<unknown>;
  readonly keys?: Keys;
}

/** A box whose Enter adds what was typed; it is emptied when that is stored. */
export function AddLine({ label, input, onAdd, keys }: Props) {
  const [text, setText] = useState('');
  const add = useCommand(async () => {
    await onAdd(text);
    setText('');
  });
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && !event.ctrlKey && text.trim() !== '') void add.run();
    else if (event.key === 'Escape') {
      if (text === '') event.currentTarget.blur();
      else setText('');
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={classes.adder}>
        <div className={suggest.root}>
          <input
            ref={input} className={suggest.input} value={text} placeholder={label} aria-label={label} maxLength={400} autoComplete="off" aria-invalid={add.problem !== undefined}
            onChange={(event) => { setText(event.currentTarget.value); add.clear(); }} onKeyDown={onKey} {...(keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keys) })}
          />
          {keys === undefined || text !== '' ? null : <span className={suggest.key}><KeyHint keys={keys} /></span>}
        </div>
      </div>
      <ProblemNote problem={add.problem} />
    </>
  );
}
