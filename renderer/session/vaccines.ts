import { useTranslation } from 'react-i18next';
import type { SeriesShape } from '#domain/contract/vaccinations.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

export interface Vaccines {
  readonly live: Live<{ series: SeriesShape[] }>;
  readonly series: readonly SeriesShape[];
  /** What a vaccine of the schedule is called here; `otherwise` for one that is not in it. */
  readonly nameOf: (id: string, otherwise?: string) => string;
}

/** The vaccines the clinic follows, with their names. */
export function useVaccines(): Vaccines {
  const { t } = useTranslation();
  const live = useLive('vaccinations.schedule', () => client.vaccinations.schedule({}), ['clinic']);
  const series = live.data?.series ?? [];
  return { live, series, nameOf: (id, otherwise = '') => series.find((each) => each.id === id)?.name ?? t(`vaccination.vaccine.${id}`, { defaultValue: otherwise }) };
}
