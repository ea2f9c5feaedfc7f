import { ActionIcon, Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MeasureCode } from '#domain/devices/reading.ts';
import { measureName } from '../../bedside/measure-words.ts';
import { unitOfCode } from '../../bedside/measure-units.ts';
import { ltr } from '#renderer/text/ltr.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';
import { newField, SEPARATORS, withKind, withSentence, type MappedField, type MappingDraft } from './mapping-draft.ts';

const CODES: readonly MeasureCode[] = ['spo2', 'heart-rate', 'temperature', 'respiratory-rate', 'systolic', 'diastolic', 'weight', 'height', 'glucose', 'perfusion-index'];
/** A line as sketches print it; the same in every language. */
const EXAMPLE = 'Weight: # kg';
const KINDS = ['csv', 'keys', 'sentence'] as const;
const KIND_NAMES = { csv: 'devices.mapping.csv', keys: 'devices.mapping.key-value', sentence: 'devices.mapping.sentence' } as const;

interface Props {
  readonly mapping: MappingDraft;
  readonly onChange: (mapping: MappingDraft) => void;
}

/** Which column, key or number of a home-made device's lines is what. */
export function MappingBoxes({ mapping, onChange }: Props) {
  const { t } = useTranslation();
  const { kind, separator, sentence, fields } = mapping;
  return (
    <fieldset className={own.mapping}>
      <legend>{t('devices.mapping.title')}</legend>
      <p className={classes.dim}>{t('devices.mapping.hint')}</p>
      <div className={own.pair}>
        <NativeSelect
          label={t('devices.mapping.form')} value={kind} data={KINDS.map((each) => ({ value: each, label: t(KIND_NAMES[each]) }))}
          onChange={(event) => onChange(withKind(mapping, KINDS.find((each) => each === event.currentTarget.value) ?? 'csv'))}
        />
        {kind === 'csv' ? (
          <NativeSelect
            label={t('devices.mapping.separator')} value={separator} onChange={(event) => onChange({ ...mapping, separator: SEPARATORS.find((each) => each === event.currentTarget.value) ?? ',' })}
            data={SEPARATORS.map((each) => ({ value: each, label: each === '\t' ? t('devices.mapping.tab') : each === ' ' ? t('devices.mapping.space') : each }))}
          />
        ) : null}
      </div>
      {kind === 'sentence' ? (
        <TextInput
          label={t('devices.mapping.line')} description={t('devices.mapping.line-hint')} placeholder={EXAMPLE} value={sentence} maxLength={200} dir="ltr" spellCheck={false}
          autoComplete="off" onChange={(event) => onChange(withSentence(mapping, event.currentTarget.value))}
        />
      ) : null}
      {fields.map((field, index) => (
        <FieldRow
          key={index} field={field} kind={kind} number={index + 1}
          onChange={(changed) => onChange({ ...mapping, fields: fields.map((other, at) => (at === index ? changed : other)) })}
          onRemove={kind === 'sentence' ? undefined : () => onChange({ ...mapping, fields: fields.filter((other) => other !== field) })}
        />
      ))}
      {kind === 'sentence' ? null : (
        <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange({ ...mapping, fields: [...fields, newField(kind === 'csv' ? String(fields.length + 1) : '')] })}>{t('devices.mapping.add')}</Button>
      )}
    </fieldset>
  );
}

interface RowProps {
  readonly field: MappedField;
  readonly kind: MappingDraft['kind'];
  /** Which of the fields, from 1. */
  readonly number: number;
  readonly onChange: (field: MappedField) => void;
  readonly onRemove: (() => void) | undefined;
}

function FieldRow({ field, kind, number, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const codes = CODES.includes(field.code) ? CODES : [...CODES, field.code];
  const unitOf = (code: MeasureCode): string => (code === field.code ? field.unit : unitOfCode(code));
  return (
    <div className={own.field}>
      {kind === 'sentence' ? (
        <TextInput size="sm" label={t('devices.mapping.number')} value={`# ${number}`} dir="ltr" readOnly />
      ) : (
        <TextInput size="sm" label={t(kind === 'csv' ? 'devices.mapping.column' : 'devices.mapping.key')} value={field.from} dir="ltr" onChange={(event) => onChange({ ...field, from: event.currentTarget.value })} />
      )}
      <NativeSelect
        size="sm" label={t('devices.mapping.measure')} value={field.code} data={codes.map((code) => ({ value: code, label: `${measureName(code, t)} (${ltr(unitOf(code))})` }))}
        onChange={(event) => {
          const code = codes.find((each) => each === event.currentTarget.value) ?? 'spo2';
          onChange({ ...field, code, unit: unitOf(code) });
        }}
      />
      <NumberInput size="sm" hideControls label={t('devices.mapping.factor')} value={field.factor} onChange={(value) => { if (typeof value === 'number') onChange({ ...field, factor: value }); }} />
      {onRemove ? <ActionIcon variant="subtle" color="gray" aria-label={t('devices.mapping.remove')} onClick={onRemove}><IconX size={16} aria-hidden /></ActionIcon> : null}
    </div>
  );
}
