import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inZone } from '#domain/kit/time.ts';
import { useNow } from '#renderer/parts/now.ts';

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (zone: string) => void;
}

/** Rows of the list shown at once; typing narrows it. */
const SHOWN = 60;

/** The clinic's time zone, found by typing part of its name; shows what time it is there. */
export function ZoneBox({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const data = useMemo(() => {
    const names = new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
    return [...names].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [value]);
  const { time } = clockIn(value, now);
  return (
    <Select
      label={t('settings.zone')} description={t('settings.zone-now', { time })} data={data} value={value} limit={SHOWN}
      searchable allowDeselect={false} selectFirstOptionOnChange nothingFoundMessage={t('settings.zone-none')} error={error}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={(zone) => { if (zone !== null) onChange(zone); }}
    />
  );
}

function clockIn(zone: string, now: number): { time: string } {
  try {
    return { time: inZone(now, zone).time.slice(0, 5) };
  } catch {
    return { time: '–' };
  }
}
