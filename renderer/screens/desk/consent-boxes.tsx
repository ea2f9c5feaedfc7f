import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { consentPurposes } from '#domain/patients/consent.ts';
import type { RegisterForm } from './register-form-state.ts';
import classes from './register.module.css';

interface Props {
  readonly value: RegisterForm['consents'];
  readonly onChange: (consents: RegisterForm['consents']) => void;
}

/** What was asked of the patient while registering; whatever is left is asked later, from the chart. */
export function ConsentBoxes({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {consentPurposes.map((purpose) => (
        <NativeSelect
          key={purpose} label={t('consent.allows', { purpose: t(`consent.purpose.${purpose}`) })} value={value[purpose] ?? ''}
          onChange={(event) => {
            const { [purpose]: _, ...others } = value;
            const chosen = event.currentTarget.value;
            onChange(chosen === 'given' || chosen === 'refused' ? { ...others, [purpose]: chosen } : others);
          }}
          data={[{ value: '', label: t('consent.not-asked') }, { value: 'given', label: t('consent.decision.given') }, { value: 'refused', label: t('consent.decision.refused') }]}
        />
      ))}
    </div>
  );
}
