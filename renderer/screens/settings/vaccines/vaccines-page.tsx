import { Badge } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scheduleAge } from '#domain/record/schedule-age.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useVaccines, type Vaccines } from '#renderer/session/vaccines.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import table from '../parts/page.module.css';
import { SeriesPanel } from './series-panel.tsx';

/** Which vaccines are asked for, at which ages. spec: ENC-2 */
export function VaccinesPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const vaccines = useVaccines();
  const series = vaccines.series.find(({ id }) => id === chosen);
  return (
    <Page
      title={t('settings.page.vaccines')} about={t('vaccination.settings.about')}
      tools={<ActionButton action={{ id: 'settings.add-vaccine', title: t('vaccination.settings.add'), keys: 'Ctrl+Enter', run: () => setChosen('') }} icon={<IconPlus size={18} aria-hidden />} />}
      side={series || chosen === '' ? <SeriesPanel key={chosen} series={series} vaccines={vaccines} onClose={() => setChosen(undefined)} /> : null}
    >
      <Group wide>
        <LiveContent live={vaccines.live}>{() => <SeriesTable vaccines={vaccines} chosen={chosen} onChoose={setChosen} />}</LiveContent>
      </Group>
    </Page>
  );
}

function SeriesTable({ vaccines, chosen, onChoose }: { readonly vaccines: Vaccines; readonly chosen: string | undefined; readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const age = (days: number): string => { const { count, unit } = scheduleAge(days); return t(`vaccination.age.${unit}`, { n: count }); };
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label={t('settings.page.vaccines')}>
      <table className={table.table}>
        <thead>
          <tr>{(['vaccine', 'doses-at', 'until', 'for'] as const).map((column) => <th key={column} scope="col">{t(`vaccination.settings.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {vaccines.series.map(({ id, doses, untilDays, onlyFor, active }) => (
            <tr key={id} data-chosen={id === chosen || undefined} data-off={!active || undefined}>
              <th scope="row">
                <button type="button" className={table.rowButton} aria-pressed={id === chosen} onClick={() => onChoose(id)}><bdi>{vaccines.nameOf(id)}</bdi></button>
                {active ? null : <Badge color="gray" variant="outline">{t('users.off')}</Badge>}
              </th>
              <td>{doses.map(({ fromDays }) => (fromDays === 0 ? t('vaccination.settings.at-birth') : age(fromDays))).join(' · ')}</td>
              <td>{untilDays === null ? '–' : age(untilDays)}</td>
              <td>{t(`vaccination.settings.sex.${onlyFor ?? 'everybody'}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
