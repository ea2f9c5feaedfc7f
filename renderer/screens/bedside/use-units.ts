import { useMemo } from 'react';
import { unitChoice, type UnitChoice } from '#domain/record/shown-value.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';

/** The units this clinic reads its measures in. */
export function useUnits(): UnitChoice {
  const settings = useClinicSettings();
  return useMemo(() => unitChoice(settings), [settings]);
}
