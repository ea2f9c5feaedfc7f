import { TextInput } from '@mantine/core';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys, type Keys } from '#renderer/parts/keys.ts';
import { useLabCatalogue } from '#renderer/session/laboratory.ts';
import { findTests, type Orderable } from './find-tests.ts';
import classes from './test-box.module.css';

interface Props {
  /** To the box. */
  readonly keys: Keys;
  readonly label: string;
  /** Under what its key is found in the palette; one at a time is on a screen. */
  readonly id?: string;
  /** It stands in a card already. */
  readonly bare?: boolean;
  /** Only tests, no groups. */
  readonly single?: boolean;
  readonly error?: string | undefined;
  readonly onChoose: (orderable: Orderable) => void;
}

/** Finds tests and groups by their beginning; Enter chooses. */
export function TestBox({ keys, label, id: actionId = 'lab.order-box', bare = false, single = false, error, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const catalogue = useLabCatalogue();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  useAction({ id: actionId, title: label, keys, run: () => box.current?.focus() });
  const found = catalogue ? findTests(single ? { ...catalogue, panels: [] } : catalogue, text, i18n.language) : [];
  const here = Math.min(at, found.length - 1);
  const choose = (orderable: Orderable): void => {
    onChoose(orderable);
    setText('');
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const orderable = found[here];
    if (step !== 0 && found.length > 0) setAt(Math.max(0, Math.min(found.length - 1, here + step)));
    else if (event.key === 'Enter' && orderable) choose(orderable);
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.testBox} data-bare={bare || undefined}>
      <TextInput
        ref={box} {...(bare ? { 'aria-label': label, placeholder: label } : { label, placeholder: t(single ? 'laboratory.settings.test-hint' : 'laboratory.chart.add-hint') })} error={error}
        rightSection={text === '' ? <KeyHint keys={keys} /> : null} rightSectionWidth="auto" rightSectionProps={{ className: classes.hint ?? '' }} value={text} maxLength={80} autoComplete="off" spellCheck={false} aria-keyshortcuts={ariaKeys(keys)}
        role="combobox" aria-expanded={found.length > 0} aria-controls={id} aria-autocomplete="list" {...(found.length > 0 ? { 'aria-activedescendant': `${id}-${here}` } : {})}
        onKeyDown={onKeyDown} onChange={(event) => { setText(event.currentTarget.value); setAt(0); }}
      />
      <div id={id} className={classes.found} role="listbox" aria-label={t('laboratory.chart.found')} hidden={found.length === 0}>
        {found.map((each, index) => (
          <div key={`${each.kind} ${each.code}`} id={`${id}-${index}`} role="option" aria-selected={index === here} className={classes.option} onClick={() => choose(each)}>
            {each.name} {each.kind === 'panel' ? <span className={classes.dim}>{t('laboratory.chart.group', { count: each.count })}</span> : null}
          </div>
        ))}
      </div>
      {catalogue && text.trim() !== '' && found.length === 0 ? <p className={classes.dim} role="status">{t('laboratory.chart.nothing')}</p> : null}
    </div>
  );
}
