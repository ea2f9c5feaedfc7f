import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answers } from './answers.ts';
import { StepHead } from './step-head.tsx';

interface Props {
  readonly answers: Answers;
  readonly onChange: (part: Partial<Answers>) => void;
}

export function ClinicStep({ answers, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <StepHead title={t('setup.clinic.title')} hint={t('setup.clinic.hint')} />
      <TextInput
        label={t('setup.clinic.name')} size="md" value={answers.clinicName} maxLength={200} autoFocus autoComplete="off"
        onChange={(event) => onChange({ clinicName: event.currentTarget.value })}
      />
    </>
  );
}
