import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Unit, in words. */
  readonly suffix?: string;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  readonly step?: number;
}

/** A whole number with its unit. An empty box leaves the number as it was. */
export function NumberBox({ onChange, suffix, ...look }: Props) {
  return (
    <NumberInput
      {...look} hideControls allowDecimal={false} allowNegative={false} clampBehavior="blur"
      suffix={suffix === undefined ? '' : ` ${suffix}`}
      onChange={(value) => { if (typeof value === 'number') onChange(value); }}
    />
  );
}
