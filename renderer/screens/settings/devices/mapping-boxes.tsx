import { ActionIcon, Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { measureName } from '../../bedside/measure-words.ts';
import { unitOfCode } from '../../bedside/measure-units.ts';
import { ltr } from '#renderer/text/ltr.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';
import { SEPARATORS, type MappedField, type MappingDraft } from './mapping-draft.ts';

const CODES = ['spo2', 'heart-rate', 'temperature', 'respiratory-rate', 'systolic', 'diastolic', 'weight', 'height', 'glucose', 'perfusion-index'] as const;

interface Props {
  readonly mapping: MappingDraft;
  readonly onChange: (mapping: MappingDraft) => void;
}

/** Which column or key of a home-made device's lines is what. */
export function MappingBoxes({ mapping, onChange }: Props) {
  const { t } = useTranslation();
  const { kind, separator, fields } = mapping;
  const put = (index: number, change: Partial<MappedField>): void => onChange({ ...mapping, fields: fields.map((field, at) => (at === index ? { ...field, ...change } : field)) });
  return (
    <fieldset className={own.mapping}>
      <legend>{t('devices.mapping.title')}</legend>
      <p className={classes.dim}>{t('devices.mapping.hint')}</p>
      <div className={own.pair}>
        <NativeSelect
          label={t('devices.mapping.form')} value={kind} onChange={(event) => onChange({ ...mapping, kind: event.currentTarget.value === 'csv' ? 'csv' : 'keys' })}
          data={[{ value: 'csv', label: t('devices.mapping.csv') }, { value: 'keys', label: t('devices.mapping.key-value') }]}
        />
        {kind === 'csv' ? (
          <NativeSelect
            label={t('devices.mapping.separator')} value={separator} onChange={(event) => onChange({ ...mapping, separator: SEPARATORS.find((each) => each === event.currentTarget.value) ?? ',' })}
            data={SEPARATORS.map((each) => ({ value: each, label: each === '\t' ? t('devices.mapping.tab') : each === ' ' ? t('devices.mapping.space') : each }))}
          />
        ) : null}
      </div>
      {fields.map((field, index) => (
        <div key={index} className={own.field}>
          <TextInput size="sm" label={t(kind === 'csv' ? 'devices.mapping.column' : 'devices.mapping.key')} value={field.from} dir="ltr" onChange={(event) => put(index, { from: event.currentTarget.value })} />
          <NativeSelect size="sm" label={t('devices.mapping.measure')} value={field.code} data={CODES.map((code) => ({ value: code, label: `${measureName(code, t)} (${ltr(unitOfCode(code))})` }))} onChange={(event) => put(index, { code: CODES.find((code) => code === event.currentTarget.value) ?? 'spo2' })} />
          <NumberInput size="sm" hideControls label={t('devices.mapping.factor')} value={field.factor} onChange={(value) => { if (typeof value === 'number') put(index, { factor: value }); }} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('devices.mapping.remove')} onClick={() => onChange({ ...mapping, fields: fields.filter((other) => other !== field) })}><IconX size={16} aria-hidden /></ActionIcon>
        </div>
      ))}
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange({ ...mapping, fields: [...fields, { from: kind === 'csv' ? String(fields.length + 1) : '', code: 'spo2', factor: 1 }] })}>{t('devices.mapping.add')}</Button>
    </fieldset>
  );
}
