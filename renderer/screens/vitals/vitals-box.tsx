import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoTriangle } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { BoxChoices } from './box-choices.tsx';
import { unitLabel, unitsOfBox, type Box, type BoxCode } from './boxes.ts';
import type { BoxState } from './use-vitals-form.ts';
import { suggestionWords, verdictWords } from './vitals-words.ts';
import classes from './vitals.module.css';

/** Switches the unit, and takes a suggestion, from inside the box. */
export const UNIT_KEY = 'Alt+u';
export const MEANT_KEY = 'F2';

interface Props {
  readonly id: string;
  readonly code: BoxCode;
  readonly box: Box;
  readonly state: BoxState;
  /** The value before, with its age. */
  readonly before: string | undefined;
  readonly first: boolean;
  readonly onChange: (part: Partial<Box>) => void;
  readonly onLeave: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onUnit: () => void;
  readonly onMeant: () => void;
  readonly onPick: (typed: string) => void;
}

/** One box: name, what is typed, unit, and beside it what the rules say or what it was last time. */
export function VitalsBox({ id, code, box, state, before, first, onChange, onLeave, onKeyDown, onUnit, onMeant, onPick }: Props) {
  const { t } = useTranslation();
  const said = `${id}-said`;
  const open = state.kind === 'open';
  const label = unitLabel(code, box.unit);
  return (
    <div className={classes.row} data-state={state.kind === 'unusual' && state.confirmed ? 'confirmed' : state.kind}>
      <label htmlFor={id} className={classes.name}>{t(`vitals.sign.${code}`)}</label>
      <TextInput
        id={id} value={box.typed} maxLength={40} autoComplete="off" spellCheck={false} autoFocus={first} dir="ltr" className={classes.input}
        inputMode={code === 'consciousness' || code === 'oxygen' || code === 'blood-pressure' ? 'text' : 'decimal'}
        error={state.kind === 'refused'} aria-describedby={said} placeholder={code === 'blood-pressure' ? '120/80' : undefined}
        onChange={(event) => onChange({ typed: event.currentTarget.value })} onBlur={onLeave} onKeyDown={onKeyDown}
      />
      {unitsOfBox(code).length > 1 ? (
        <Button
          variant="subtle" size="compact-sm" className={classes.unit} tabIndex={-1} onClick={onUnit} aria-keyshortcuts={ariaKeys(UNIT_KEY)}
          aria-label={t('vitals.switch-unit', { unit: label })} title={t('vitals.switch-unit', { unit: label })}
        >
          <span dir="ltr">{label}</span>
        </Button>
      ) : <span className={classes.fixedUnit} dir="ltr">{code === 'oxygen' ? unitLabel(code, 'L/min') : label === '{score}' ? '' : label}</span>}
      <div className={classes.said} id={said} aria-live="polite">
        {open ? <BoxChoices code={code} typed={box.typed} onPick={onPick} /> : <Said code={code} typed={box.typed} state={state} onMeant={onMeant} />}
        {open && before !== undefined ? <span className={classes.before}>{before}</span> : null}
      </div>
    </div>
  );
}

function Said({ code, typed, state, onMeant }: { readonly code: BoxCode; readonly typed: string; readonly state: Exclude<BoxState, { kind: 'open' }>; readonly onMeant: () => void }) {
  const { t } = useTranslation();
  const unusual = state.kind === 'unusual';
  const Picture = unusual ? (state.confirmed ? IconCheck : IconInfoTriangle) : IconAlertTriangle;
  const next = unusual ? (state.confirmed ? t('vitals.confirmed') : t('vitals.press-enter')) : '';
  return (
    <>
      <Picture size={16} aria-hidden className={classes.mark} />
      <span className={classes.words}>{verdictWords(code, state.verdict, t)} <strong>{next}</strong></span>
      {state.suggestion && !(unusual && state.confirmed) ? (
        <Button variant="default" size="compact-sm" tabIndex={-1} onClick={onMeant} rightSection={<KeyHint keys={MEANT_KEY} />} aria-keyshortcuts={MEANT_KEY}>
          {suggestionWords(code, typed, state.suggestion, t)}
        </Button>
      ) : null}
    </>
  );
}
