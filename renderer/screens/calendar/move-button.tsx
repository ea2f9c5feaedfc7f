import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { navigate } from '#renderer/router.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LineButton } from './attention-rows.tsx';
import { carry, type Carried } from './carried.ts';

/** Takes something to the calendar of a day, where the next slot that is chosen is for it. */
export function take(carried: Carried, day: string): void {
  carry(carried);
  navigate('calendar', 'day', day);
}

/** Another slot: looked for on its day, or from today on where that is over. */
export function MoveButton({ appointment, marked }: { readonly appointment: Appointment; readonly marked: boolean }) {
  const { t } = useTranslation();
  const today = useFormat().today(useNow());
  const day = appointment.starts.slice(0, 10);
  const move = (): void => take({ kind: 'move', appointment }, day < today ? today : day);
  return <LineButton action={{ id: 'calendar.line.move', title: t('calendar.do.move'), keys: 'm', run: move }} about={appointment.name} marked={marked} />;
}
