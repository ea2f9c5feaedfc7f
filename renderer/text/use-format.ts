import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { createFormat, type Format, type FormatOptions } from './format.ts';

type ClinicPlace = Pick<FormatOptions, 'zone' | 'dateOrder'>;

let ownZone: string | undefined;

/** Where the clinic is; this PC's own zone until somebody has signed in. */
export const useClinicPlace = create<ClinicPlace>(() => ({
  // Asked for when it is first needed, and once: a browser takes milliseconds for it.
  get zone() { return (ownZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone); },
  dateOrder: 'dmy',
}));

/** Dates and numbers for the person who looks at this window. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const place = useClinicPlace();
  return useMemo(
    () => createFormat({ language: i18n.language, dateOrder: place.dateOrder, get zone() { return place.zone; } }),
    [i18n.language, place],
  );
}
