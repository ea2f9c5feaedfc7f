import { Button } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllergyWarning, DrugSuggestion } from '#domain/contract/record.ts';
import { doseUnits, readDosage } from '#domain/record/dosage.ts';
import { client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import type { Keys } from '#renderer/parts/keys.ts';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { SuggestBox } from '#renderer/parts/suggest-box.tsx';
import { useSuggestions } from '#renderer/parts/suggestions.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './record.module.css';
import { boxesOf, EMPTY_RX, type RxBoxes } from './rx-boxes.ts';
import { dosageWords, unitWord } from './rx-words.ts';

interface Props {
  readonly patientId: string;
  readonly boxes: RxBoxes;
  readonly onBoxes: (boxes: RxBoxes) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly keys?: Keys;
  /** Belongs to the open visit, which begins with it. */
  readonly inVisit: boolean;
}

const NUMBERED = ['dose', 'timing', 'days', 'quantity'] as const;

/** A prescription in one line of boxes: Enter in any of them writes it. The quantity is worked out while typing. */
export function RxForm({ patientId, boxes, onBoxes, input, keys, inVisit }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const dose = useRef<HTMLInputElement>(null);
  const warnings = useWarnings(patientId, boxes.drug);
  const [moreAsked, setMoreAsked] = useState(false);
  const [drugTyped, setDrugTyped] = useState('');
  const suggestions = useSuggestions<DrugSuggestion>(
    drugTyped, setDrugTyped, async (text) => (await client.prescriptions.suggest({ text, language: i18n.language, limit: 8 })).drugs,
  );
  const set = (change: Partial<RxBoxes>): void => onBoxes({ ...boxes, ...change });
  // The box that takes the cursor is drawn later than the key that asks for it.
  const goTo = useRef<typeof input>(undefined);
  useEffect(() => {
    goTo.current?.current?.focus();
    goTo.current = undefined;
  }, [boxes.drug]);
  const chosen = (next: RxBoxes): void => {
    setDrugTyped('');
    goTo.current = dose;
    onBoxes(next);
  };
  const leave = (): void => {
    goTo.current = input;
    setMoreAsked(false);
    onBoxes(EMPTY_RX);
  };
  const add = useCommand(async () => {
    const { allergyReason, ...rest } = boxes;
    await client.prescriptions.add({ patientId, inVisit, ...rest, ...(allergyReason.trim() === '' ? {} : { allergyReason }) });
    leave();
  });
  useFaultFocus(add.problem);
  if (boxes.drug === '') {
    return (
      <SuggestBox
        label={t('rx.drug')} input={input} suggestions={suggestions} keyOf={({ drug, last }) => `${drug} ${last === null}`}
        show={({ drug, last }) => <span className={classes.found}><bdi>{drug}</bdi>{last === null ? null : <span className={classes.code}>{dosageWords({ ...last, perDay: null, quantity: null, quantityUnit: null }, t, format)}</span>}</span>}
        onPick={(found) => chosen(boxesOf(found))} onTyped={(drug) => chosen({ ...EMPTY_RX, drug })}
        typedLabel={(text) => t('rx.as-typed', { text })} count={(count) => t('record.found', { count })} {...(keys === undefined ? {} : { keys })}
      />
    );
  }
  const read = readDosage(boxes, boxes.doseUnit);
  const computed = read.ok && boxes.quantity.trim() === '' ? read.value.quantity : null;
  const issue = NUMBERED.map((field) => issueOf(add.problem, field)).find((each) => each !== undefined);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && !event.ctrlKey && !(event.target instanceof HTMLButtonElement)) void add.run();
    else return;
    event.preventDefault();
  };
  const box = (field: 'dose' | 'timing' | 'days' | 'quantity', size: string | undefined, placeholder?: string) => (
    <label className={`${classes.box ?? ''} ${size ?? ''}`} data-wrong={issueOf(add.problem, field) ? true : undefined}>
      <span>{t(`rx.box.${field}`)}</span>
      <input
        ref={field === 'dose' ? dose : undefined} value={boxes[field]} placeholder={placeholder} maxLength={40} autoComplete="off" dir="ltr"
        aria-invalid={issueOf(add.problem, field) !== undefined} onChange={(event) => { set({ [field]: event.currentTarget.value }); add.clear(); }}
      />
    </label>
  );
  return (
    <div className={classes.rx} onKeyDown={onKey} role="group" aria-label={t('rx.writing', { drug: isolated(boxes.drug) })}>
      <div className={classes.head}>
        <strong className={classes.what}><bdi>{boxes.drug}</bdi></strong>
        <Button size="compact-sm" variant="subtle" rightSection={<KeyHint keys="Escape" />} onClick={leave}>{t('rx.leave')}</Button>
      </div>
      {warnings.map((warning) => <Warning key={warning.allergyId} warning={warning} />)}
      <div className={classes.boxes}>
        {box('dose', classes.small)}
        <label className={`${classes.box ?? ''} ${classes.medium ?? ''}`}>
          <span>{t('rx.box.unit')}</span>
          <select value={boxes.doseUnit} onChange={(event) => set({ doseUnit: event.currentTarget.value })}>
            {doseUnits.map((unit) => <option key={unit} value={unit}>{unitWord(unit, t)}</option>)}
          </select>
        </label>
        {box('timing', classes.medium, t('rx.timing-example'))}
        {box('days', classes.small)}
        {box('quantity', classes.medium, computed === null ? undefined : format.number(computed))}
        <label className={classes.check}><input type="checkbox" checked={boxes.asNeeded} onChange={(event) => set({ asNeeded: event.currentTarget.checked })} />{t('rx.when-needed')}</label>
        <label className={`${classes.box ?? ''} ${classes.wide ?? ''}`}>
          <span>{t('rx.box.instructions')}</span>
          <input value={boxes.instructions} maxLength={1000} autoComplete="off" onChange={(event) => set({ instructions: event.currentTarget.value })} />
        </label>
      </div>
      {moreAsked || PRODUCT.some((part) => boxes[part] !== '') ? <ProductBoxes boxes={boxes} onBoxes={set} /> : null}
      {warnings.length === 0 ? null : (
        <label className={classes.box} data-wrong={issueOf(add.problem, 'drug') ? true : undefined}>
          <span>{t('rx.all-the-same')}</span>
          <input value={boxes.allergyReason} maxLength={400} autoComplete="off" onChange={(event) => { set({ allergyReason: event.currentTarget.value }); add.clear(); }} />
        </label>
      )}
      {issue ? <p className={classes.error} role="alert">{issueText(issue, t)}</p> : <ProblemNote problem={add.problem} />}
      <div className={classes.adder}>
        {moreAsked ? null : <Button size="compact-sm" variant="subtle" onClick={() => setMoreAsked(true)}>{t('rx.product')}</Button>}
        <Button size="compact-sm" loading={add.busy} rightSection={<KeyHint keys="Enter" onAccent />} onClick={() => void add.run()}>{t('rx.add')}</Button>
      </div>
    </div>
  );
}

const PRODUCT = ['strength', 'form', 'route'] as const;

/** What exactly is given and by which way: only asked for by those who want to say it. */
function ProductBoxes({ boxes, onBoxes }: { readonly boxes: RxBoxes; readonly onBoxes: (change: Partial<RxBoxes>) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.boxes}>
      {PRODUCT.map((part) => (
        <label key={part} className={`${classes.box ?? ''} ${classes.wide ?? ''}`}>
          <span>{t(`rx.box.${part}`)}</span>
          <input value={boxes[part]} maxLength={100} autoComplete="off" dir="auto" onChange={(event) => onBoxes({ [part]: event.currentTarget.value })} />
        </label>
      ))}
    </div>
  );
}

function Warning({ warning: { substance, kind, drugClass } }: { readonly warning: AllergyWarning }) {
  const { t } = useTranslation();
  const name = isolated(substance);
  return (
    <div className={classes.warn} role="alert">
      <IconAlertTriangleFilled size={16} aria-hidden />
      <span>{t(`rx.against.${kind}`, { name, group: drugClass === null ? '' : t(`rx.class.${drugClass}`) })}</span>
    </div>
  );
}

/** What the patient's allergies say against a drug. */
function useWarnings(patientId: string, drug: string): readonly AllergyWarning[] {
  const [known, setKnown] = useState<{ readonly of: string; readonly warnings: readonly AllergyWarning[] }>();
  useEffect(() => {
    if (drug === '') return undefined;
    let late = false;
    client.prescriptions.check({ patientId, drug }).then(({ warnings }) => { if (!late) setKnown({ of: drug, warnings }); }).catch(() => undefined);
    return () => { late = true; };
  }, [patientId, drug]);
  return known?.of === drug ? known.warnings : [];
}
