import { TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys, type Keys } from '#renderer/parts/keys.ts';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { findTests, groupsOf, type Orderable } from './find-tests.ts';
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

/** Finds tests and groups by their beginning; the arrow down lists all groups in an empty box; Enter chooses. */
export function TestBox({ keys, label, id: actionId = 'lab.order-box', bare = false, single = false, error, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const catalogue = useLabCatalogue();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [browsing, setBrowsing] = useState(false);
  useAction({ id: actionId, title: label, keys, run: () => box.current?.focus() });
  const found = catalogue ? offered({ tests: catalogue.tests, panels: single ? [] : catalogue.panels }, text, browsing, i18n.language) : [];
  const here = Math.min(at, found.length - 1);
  const leave = (): void => {
    setText('');
    setBrowsing(false);
  };
  const choose = (orderable: Orderable): void => {
    onChoose(orderable);
    setAt(0);
    leave();
  };
  const go = (step: number): void => {
    if (found.length > 0) setAt(Math.max(0, Math.min(found.length - 1, here + step)));
    else setBrowsing(step === 1 && text.trim() === '');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const orderable = found[here];
    if (step !== 0) go(step);
    else if (event.key === 'Enter' && orderable) choose(orderable);
    else if (event.key === 'Escape' && (browsing || text !== '')) leave();
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.testBox} data-bare={bare || undefined}>
      <TextInput
        ref={box} {...(bare ? { 'aria-label': label, placeholder: label } : { label, placeholder: t(single ? 'laboratory.settings.test-hint' : 'laboratory.chart.add-hint') })} error={error}
        rightSection={text === '' ? <KeyHint keys={keys} /> : null} rightSectionWidth="auto" rightSectionProps={{ className: classes.hint ?? '' }} value={text} maxLength={80} autoComplete="off" spellCheck={false} aria-keyshortcuts={ariaKeys(keys)}
        role="combobox" aria-expanded={found.length > 0} aria-controls={id} aria-autocomplete="list" {...(found.length > 0 ? { 'aria-activedescendant': `${id}-${here}` } : {})}
        onKeyDown={onKeyDown} onBlur={() => setBrowsing(false)} onChange={(event) => { setText(event.currentTarget.value); setAt(0); setBrowsing(false); }}
      />
      <Found id={id} found={found} here={here} onChoose={choose} />
      {catalogue && text.trim() !== '' && found.length === 0 ? <p className={classes.dim} role="status">{t('laboratory.chart.nothing')}</p> : null}
    </div>
  );
}

const offered = (from: Pick<Catalogue, 'tests' | 'panels'>, text: string, browsing: boolean, language: string): readonly Orderable[] =>
  (browsing ? groupsOf(from, language) : findTests(from, text, language));

interface FoundProps { readonly id: string; readonly found: readonly Orderable[]; readonly here: number; readonly onChoose: (orderable: Orderable) => void }

function Found({ id, found, here, onChoose }: FoundProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  // A clinic may have more groups than the list shows at once.
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [here]);
  return (
    // Taking the press would take the cursor from the box, and the groups with it, before the click arrives.
    <div ref={list} id={id} className={classes.found} role="listbox" aria-label={t('laboratory.chart.found')} hidden={found.length === 0} onMouseDown={(event) => event.preventDefault()}>
      {found.map((each, index) => (
        <div key={`${each.kind} ${each.code}`} id={`${id}-${index}`} role="option" aria-selected={index === here} className={classes.option} onClick={() => onChoose(each)}>
          {each.name} {each.kind === 'panel' ? <span className={classes.dim}>{t('laboratory.chart.group', { count: each.count })}</span> : null}
        </div>
      ))}
    </div>
  );
}
