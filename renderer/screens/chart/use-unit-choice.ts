import { useMemo } from 'react';
import { unitChoice, type UnitChoice } from '#domain/record/shown-value.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useLabTests } from '#renderer/session/laboratory.ts';

/** The units this clinic reads a chart in: its own choice, and of what the laboratory measures the laboratory's. */
export function useUnitChoice(): UnitChoice {
  const settings = useClinicSettings();
  const tests = useLabTests();
  return useMemo(() => unitChoice(settings, tests), [settings, tests]);
}
