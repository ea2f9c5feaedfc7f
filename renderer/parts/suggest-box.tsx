import { useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { ariaKeys, type Keys } from './keys.ts';
import { KeyHint } from './key-hint.tsx';
import type { Suggestions } from './suggestions.ts';
import classes from './suggest-box.module.css';

interface Props<T> {
  readonly label: string;
  readonly placeholder?: string;
  readonly suggestions: Suggestions<T>;
  readonly show: (found: T) => ReactNode;
  readonly keyOf: (found: T) => string;
  readonly onPick: (found: T) => void;
  /** What was typed is taken as it stands. */
  readonly onTyped: (text: string) => void;
  /** The last line of the list: how it is taken as it stands. */
  readonly typedLabel: (text: string) => string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly keys?: Keys;
  /** A dialog that opens gives the cursor to it. */
  readonly first?: boolean;
  /** Shows what fits a text that stands there already as soon as the cursor comes. */
  readonly opensOnFocus?: boolean;
  /** Characters that may be typed. */
  readonly longest?: number;
  /** How many were found, read out. */
  readonly count: (found: number) => string;
}

/** A box that offers what begins so; Enter takes the marked line, the last of which is what was typed. */
export function SuggestBox<T>({ label, placeholder, suggestions, show, keyOf, onPick, onTyped, typedLabel, input, keys, first = false, opensOnFocus = false, longest = 400, count }: Props<T>) {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const { text, setText, found } = suggestions;
  const typed = text.trim();
  const shown = open && typed !== '' && found !== undefined;
  const last = found?.length ?? 0;
  const take = (index: number, of: readonly T[]): void => {
    setOpen(false);
    setMarked(0);
    const one = of[index];
    if (one === undefined) onTyped(typed);
    else onPick(one);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      setMarked(Math.max(0, Math.min(last, marked + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && !event.ctrlKey && typed !== '') suggestions.whenFound((all) => take(marked, all));
    else if (event.key === 'Escape' && (shown || typed !== '')) {
      if (shown) setOpen(false);
      else setText('');
    } else if (event.key === 'Escape') input.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.root}>
      <input
        ref={input} className={classes.input} value={text} placeholder={placeholder ?? label} aria-label={label} role="combobox" aria-expanded={shown} aria-controls={listId}
        aria-autocomplete="list" aria-activedescendant={shown ? `${listId}-${marked}` : undefined} autoComplete="off" spellCheck={false} maxLength={longest}
        onChange={(event) => { setText(event.currentTarget.value); setMarked(0); setOpen(true); }} onFocus={() => { if (opensOnFocus) setOpen(true); }} onBlur={() => setOpen(false)} onKeyDown={onKeyDown}
        data-autofocus={first || undefined}
        {...(keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keys) })}
      />
      {keys === undefined || text !== '' ? null : <span className={classes.key}><KeyHint keys={keys} /></span>}
      {/* Taking the press would take the focus from the box before the click arrives. */}
      <div id={listId} className={classes.list} role="listbox" aria-label={label} hidden={!shown} onMouseDown={(event) => event.preventDefault()}>
        {shown ? [...found.map((one) => ({ key: keyOf(one), content: show(one) })), { key: 'typed', content: <span className={classes.typed}>{typedLabel(typed)}</span> }].map((line, index) => (
          <div
            key={line.key} id={`${listId}-${index}`} role="option" tabIndex={-1} aria-selected={index === marked} className={classes.option}
            onClick={() => take(index, found)} onMouseMove={() => setMarked(index)}
          >
            {line.content}
            {index === marked ? <KeyHint keys="Enter" /> : null}
          </div>
        )) : null}
      </div>
      <div className="db-hidden" role="status">{shown ? count(found.length) : ''}</div>
    </div>
  );
}
