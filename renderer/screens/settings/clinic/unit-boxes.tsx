import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { Group } from '../parts/page.tsx';

type UnitField = 'temperatureUnit' | 'weightUnit' | 'heightUnit' | 'glucoseUnit';

/** Keeps the degree sign before its letter in lines written from the right. */
const LEFT_TO_RIGHT = '\u200e';

/** UCUM units by what is measured, and how each is written on a screen, the same in every language. */
const UNITS: Readonly<Record<UnitField, readonly { readonly value: string; readonly label: string }[]>> = {
  temperatureUnit: [{ value: 'Cel', label: `${LEFT_TO_RIGHT}°C` }, { value: '[degF]', label: `${LEFT_TO_RIGHT}°F` }],
  weightUnit: [{ value: 'kg', label: 'kg' }, { value: '[lb_av]', label: 'lb' }],
  heightUnit: [{ value: 'cm', label: 'cm' }, { value: '[in_i]', label: 'in' }],
  glucoseUnit: [{ value: 'mg/dL', label: 'mg/dL' }, { value: 'mmol/L', label: 'mmol/L' }],
};

interface Props {
  readonly value: ClinicSettings;
  readonly set: (change: Partial<ClinicSettings>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** In which units measurements are typed and shown. */
export function UnitBoxes({ value, set, errorOf }: Props) {
  const { t } = useTranslation();
  return (
    <Group title={t('settings.group-units')}>
      {(Object.keys(UNITS) as UnitField[]).map((field) => (
        <NativeSelect
          key={field} label={t(`settings.unit.${field}`)} value={value[field]} error={errorOf(field)} data={[...UNITS[field]]}
          onChange={(event) => set({ [field]: event.currentTarget.value } as Partial<ClinicSettings>)}
        />
      ))}
    </Group>
  );
}
