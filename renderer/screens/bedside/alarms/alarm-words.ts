import { useTranslation } from 'react-i18next';
import type { AlarmView } from '#domain/contract/bedside.ts';
import { shownValue } from '#domain/record/shown-value.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { unitOfCode } from '../measure-units.ts';
import { measureName } from '../measure-words.ts';
import { useUnits } from '../use-units.ts';

/** An alarm as a sentence: `SpO₂ 86 %, below 92 %`. */
export function useAlarmWords(): (alarm: AlarmView) => string {
  const { t } = useTranslation();
  const units = useUnits();
  return (alarm) => {
    const written = (value: number | null): string => {
      if (value === null) return '–';
      const shown = shownValue(alarm.code, value, unitOfCode(alarm.code), units);
      return ltr(`${shown.value} ${shown.unit}`.trim());
    };
    return t(`bedside.alarm.${alarm.cause}`, { name: measureName(alarm.code, t), value: written(alarm.value), limit: written(alarm.limit) });
  };
}
