import { TextInput, type TextInputProps } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_MONEY } from '#domain/kit/money.ts';
import { useMoney } from '#renderer/session/billing.ts';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'error' | 'dir' | 'inputMode'> {
  readonly ref?: Ref<HTMLInputElement>;
  readonly value: string;
  readonly currency: string;
  /** An empty box is a fault as well. */
  readonly needed?: boolean;
  readonly onType: (typed: string) => void;
}

/** A box for an amount, which says what is wrong with one that cannot be taken: nothing typed is passed over in silence. */
export function MoneyBox({ value, currency, needed = false, onType, ...box }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const issue = needed || value.trim() !== '' ? money.issueOf(value) : undefined;
  const said = issue && t(`errors.invalid.${issue.code}`, { limit: issue.code === 'too-large' ? money.show(MOST_MONEY) : issue.limit });
  return <TextInput {...box} value={value} dir="ltr" inputMode="decimal" error={said} onChange={(event) => onType(event.currentTarget.value)} />;
}
