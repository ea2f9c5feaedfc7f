import { useTranslation } from 'react-i18next';
import { startsText } from '#domain/calendar/wall.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { whenOf } from './calendar-words.ts';
import { carry } from './carried.ts';
import { Panel } from './panel.tsx';
import { Refusals } from './refusals.tsx';
import type { Place } from './use-placing.ts';

/** Why it could not be placed there, and how it can be all the same. */
export function MoveRefused({ placing, onClose }: { readonly placing: Place; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { refused } = placing;
  if (!refused) return null;
  const { stop, placing: what, refusals } = refused;
  const overbook = async (reason: string): Promise<void> => {
    if (await placing.run(stop, what, reason)) carry(undefined);
  };
  return (
    <Panel title={t('calendar.not-possible')} sub={whenOf(startsText(stop.at), format, t)} onClose={onClose}>
      <Refusals refusals={refusals} busy={placing.busy} onOverbook={(reason) => void overbook(reason)} />
      <p>{t('calendar.nothing-changed')}</p>
    </Panel>
  );
}
