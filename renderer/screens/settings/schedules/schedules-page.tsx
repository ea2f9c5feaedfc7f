import { Button } from '@mantine/core';
import { IconCalendarOff, IconClockPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { ExceptionPanel } from './exception-panel.tsx';
import { ExceptionTable } from './exception-table.tsx';
import { ShiftPanel } from './shift-panel.tsx';
import { ShiftTable } from './shift-table.tsx';

/** What stands in the panel: hours or an exception, known or new (without id), or nothing. */
type Chosen = { readonly of: 'shift' | 'exception'; readonly id?: string } | undefined;

/** When doctors and others receive: weekly hours, leave, holidays. spec: APT-1 */
export function SchedulesPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('schedules.list', () => client.schedules.list({}), ['clinic']);
  const shift = chosen?.of === 'shift' ? live.data?.shifts.find(({ id }) => id === chosen.id) : undefined;
  const exception = chosen?.of === 'exception' ? live.data?.exceptions.find(({ id }) => id === chosen.id) : undefined;
  const addShift = (): void => setChosen({ of: 'shift' });
  const addException = (): void => setChosen({ of: 'exception' });
  const close = (): void => setChosen(undefined);
  useAction({ id: 'settings.add-shift', title: t('schedules.add-shift'), keys: 'Ctrl+Enter', run: addShift });
  useAction({ id: 'settings.add-exception', title: t('schedules.add-exception'), keys: 'Alt+Enter', run: addException });
  return (
    <Page
      title={t('settings.page.schedules')} about={t('schedules.about')}
      tools={(
        <>
          <Button leftSection={<IconClockPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={addShift}>{t('schedules.add-shift')}</Button>
          <Button variant="default" leftSection={<IconCalendarOff size={18} aria-hidden />} rightSection={<KeyHint keys="Alt+Enter" />} onClick={addException}>{t('schedules.add-exception')}</Button>
        </>
      )}
      side={chosen && (chosen.of === 'shift' ? <ShiftPanel key={`s${chosen.id ?? ''}`} shift={shift} onClose={close} /> : <ExceptionPanel key={`e${chosen.id ?? ''}`} exception={exception} onClose={close} />)}
    >
      <LiveContent live={live}>
        {({ shifts, exceptions }) => (
          <>
            <ShiftTable shifts={shifts} chosen={shift?.id} onChoose={(id) => setChosen({ of: 'shift', id })} />
            <ExceptionTable exceptions={exceptions} chosen={exception?.id} onChoose={(id) => setChosen({ of: 'exception', id })} />
          </>
        )}
      </LiveContent>
    </Page>
  );
}
