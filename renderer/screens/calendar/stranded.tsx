import { IconArrowsMove, IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#domain/contract/calendar.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useCan } from '#renderer/session/session.ts';
import { AttentionTable, type Marks } from './attention-rows.tsx';
import classes from './calendar.module.css';
import { MoveButton } from './move-button.tsx';
import { MoveMany } from './move-many.tsx';
import { useProviders } from './use-calendar.ts';
import { useSeveral } from './use-several.ts';

/** Appointments for which nobody will be there: moved one by one, or several to another doctor at once. spec: APT-4 */
export function Stranded({ appointments, marks }: { readonly appointments: readonly Appointment[]; readonly marks: Marks }) {
  const { t } = useTranslation();
  const mayMove = useCan()('appointments.book');
  const providers = useProviders();
  const [moving, setMoving] = useState(false);
  const several = useSeveral('stranded', appointments, marks, mayMove);
  const { chosen } = several;
  const whose = (several.here ?? appointments[0])?.providerId;
  const name = isolated(providers.find(({ id }) => id === whose)?.name ?? '');
  if (appointments.length === 0) return null;
  return (
    <Card title={t('calendar.list.stranded')}>
      <p className={classes.dim}>{t('calendar.list.stranded-hint')} {mayMove ? t('calendar.many.hint') : null}</p>
      {mayMove ? (
        <div className={classes.several}>
          <ActionButton
            action={{ id: 'calendar.many.all', title: t('calendar.many.all-of', { name }), keys: 'a', run: () => { if (whose !== undefined) several.tickAllOf(whose); } }}
            variant="default" size="compact-md" icon={<IconChecks size={16} aria-hidden />}
          />
          <ActionButton
            action={{ id: 'calendar.many.move', title: t('calendar.many.together'), keys: 'g', run: () => setMoving(true), when: chosen.length > 0 }}
            size="compact-md" icon={<IconArrowsMove size={16} aria-hidden />}
          />
          <span role="status" className={classes.dim}>{chosen.length === 0 ? null : t('calendar.many.marked', { count: chosen.length })}</span>
        </div>
      ) : null}
      <AttentionTable list="stranded" appointments={appointments} marks={marks} {...(mayMove ? { ticks: several } : {})} tools={(each, here) => <MoveButton appointment={each} marked={here} />} />
      {moving && chosen.length > 0 ? <MoveMany appointments={chosen} onClose={() => setMoving(false)} /> : null}
    </Card>
  );
}
