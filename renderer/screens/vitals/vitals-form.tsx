import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useId, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Observation } from '#domain/contract/vitals.ts';
import { ACVPU, letterOf } from '#domain/vitals/consciousness.ts';
import { roundForDisplay } from '#domain/vitals/units.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { matches } from '#renderer/parts/keys.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { BOXES, unitsOfBox, type BoxCode } from './boxes.ts';
import { useVitalsForm, type VitalsFormParts } from './use-vitals-form.ts';
import { MEANT_KEY, UNIT_KEY, VitalsBox } from './vitals-box.tsx';
import classes from './vitals.module.css';

interface Props extends VitalsFormParts {
  /** The value before of a box, as words. */
  readonly before: (code: BoxCode) => string | undefined;
  readonly onStored: (observations: readonly Observation[]) => void;
}

/** The boxes. Enter goes on, in the last one it saves; what is unusual takes a second Enter. spec: VIT-1 */
export function VitalsForm({ before, onStored, ...parts }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const id = useId();
  const form = useVitalsForm(parts);
  const idOf = (code: BoxCode): string => `${id}-${code}`;
  const focus = (code: BoxCode | undefined): void => { if (code !== undefined) document.getElementById(idOf(code))?.focus(); };
  const at = (code: BoxCode, by: number): BoxCode | undefined => BOXES[BOXES.indexOf(code) + by];

  const save = async (confirming?: BoxCode): Promise<void> => {
    if (form.empty) return focus(BOXES[0]);
    const stop = form.firstStop();
    if (stop !== undefined && stop !== confirming) return focus(stop);
    const stored = await form.save(confirming);
    if (stored) onStored(stored);
  };
  const onEnter = (code: BoxCode): void => {
    const state = form.stateOf(code);
    const found = form.verdict.byBox.get(code);
    form.leave(code);
    // Said already and unusual: this Enter is the confirmation. Not said yet: now it is.
    const confirms = state.kind === 'unusual' && !state.confirmed;
    if (confirms) form.confirm(code);
    else if (found && !(state.kind === 'unusual' && state.confirmed)) return;
    const next = at(code, 1);
    if (next === undefined) void save(confirms ? code : undefined);
    else focus(next);
  };
  const switchUnit = (code: BoxCode): void => {
    const units = unitsOfBox(code);
    const next = units[(units.findIndex((unit) => unit.ucum === form.boxes[code].unit) + 1) % units.length];
    if (next) form.change(code, { unit: next.ucum });
  };
  const take = (code: BoxCode): void => {
    const state = form.stateOf(code);
    if (state.kind === 'open' || !state.suggestion) return;
    const { suggestion } = state;
    form.change(code, suggestion.kind === 'unit' ? { unit: suggestion.unit } : { state: suggestion.state, typed: t(`vitals.sign.${suggestion.state}`).slice(0, 40) });
    focus(code);
  };
  const pick = (code: BoxCode, typed: string): void => {
    form.change(code, { typed });
    focus(at(code, 1) ?? code);
  };
  const onKeyDown = (code: BoxCode) => (event: KeyboardEvent<HTMLInputElement>): void => {
    const press = event.nativeEvent;
    const letter = code === 'consciousness' && !press.ctrlKey && !press.metaKey && !press.altKey
      ? ACVPU.map(letterOf).find((each) => press.code === `Key${each}` || press.key.toUpperCase() === each) : undefined;
    const plainA = code === 'oxygen' && matches('a', press) && form.boxes.oxygen.typed === '';
    if (press.key === 'Enter' && !press.ctrlKey) onEnter(code);
    else if (matches(MEANT_KEY, press)) take(code);
    else if (matches(UNIT_KEY, press)) switchUnit(code);
    else if (press.key === 'ArrowDown' || press.key === 'ArrowUp') focus(at(code, press.key === 'ArrowDown' ? 1 : -1));
    else if (letter !== undefined) pick(code, letter);
    else if (plainA) pick(code, t('vitals.air-typed'));
    else return;
    event.preventDefault();
  };
  const bmi = form.verdict.checked.values.find((value) => value.code === 'bmi')?.value ?? undefined;
  const shownProblem = form.problem?.code === 'INVALID' || form.problem?.code === 'CONFIRM' ? undefined : form.problem;
  return (
    <form className={classes.form} onSubmit={(event: FormEvent) => event.preventDefault()} aria-label={t('vitals.title')}>
      {form.restoredAt === null ? null : (
        <AttentionNote>
          {t('vitals.draft-restored', { time: format.dateTime(form.restoredAt, now) })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={form.clear}>{t('vitals.start-empty')}</Button>
        </AttentionNote>
      )}
      <div className={classes.rows}>
        {BOXES.map((code, index) => (
          <VitalsBox
            key={code} id={idOf(code)} code={code} box={form.boxes[code]} state={form.stateOf(code)} before={before(code)} first={index === 0}
            onChange={(part) => form.change(code, part)} onLeave={() => form.leave(code)} onKeyDown={onKeyDown(code)}
            onUnit={() => switchUnit(code)} onMeant={() => take(code)} onPick={(typed) => pick(code, typed)}
          />
        ))}
      </div>
      <footer className={classes.foot} data-foot>
        <ProblemNote problem={shownProblem} />
        <ActionButton
          action={{ id: 'vitals.save', title: t('vitals.save'), keys: 'Ctrl+s', run: () => void save(), when: !form.empty }} busy={form.busy}
          icon={<IconDeviceFloppy size={18} aria-hidden />}
        />
        <span className={classes.bmi} aria-live="polite">
          {bmi === undefined ? '' : t('vitals.bmi-is', { value: format.number(roundForDisplay(bmi, { decimals: 1 })) })}
        </span>
        <span className={classes.keys}>
          <span className={classes.key}><KeyHint keys="Enter" />{t('vitals.keys.next')}</span>
          <span className={classes.key}><KeyHint keys={UNIT_KEY} />{t('vitals.keys.unit')}</span>
          <span className={classes.key}><KeyHint keys="Escape" />{t('vitals.keys.back')}</span>
        </span>
      </footer>
    </form>
  );
}
