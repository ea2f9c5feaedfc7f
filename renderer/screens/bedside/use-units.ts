import { useMemo } from 'react';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { unitChoice, type UnitChoice } from '../chart/signs.ts';

/** The units this clinic reads its measures in. */
export function useUnits(): UnitChoice {
  const settings = useClinicSettings();
  return useMemo(() => unitChoice(settings), [settings]);
}
