import { SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bed, StayView } from '#domain/contract/bedside.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ScoreParts } from '#renderer/parts/score/score-parts.tsx';
import { openChart } from '#renderer/session/open-patient.ts';
import { AlarmHistory } from './alarm-history.tsx';
import { LimitsForm } from './limits-form.tsx';
import { NowTab } from './now-tab.tsx';
import classes from './panel.module.css';
import { Trends } from './trends.tsx';
import { WaveStrips } from './wave-strips.tsx';

const TABS = ['now', 'trends', 'wave', 'alarms', 'score'] as const;
type Tab = (typeof TABS)[number];

interface Props {
  readonly stay: StayView;
  readonly beds: readonly Bed[];
  readonly onClose: () => void;
}

/** Everything about one watched patient, beside the tiles: now, how it went, the waveform, alarms, the score. */
export function StayPanel({ stay, beds, onClose }: Props) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('now');
  return (
    // A key held down must not confirm what it has only just asked.
    <div className={classes.panel} onKeyDownCapture={(event) => { if (event.repeat && event.key === 'Enter') event.preventDefault(); }}>
      <header className={classes.head}>
        <h2 className={classes.title}><Name>{stay.patient.name}</Name></h2>
        <ActionButton variant="subtle" size="compact-sm" action={{ id: 'bedside.to-chart', title: t('bedside.to-chart'), keys: 't', run: () => openChart(stay.patient.id) }} />
        <ActionButton variant="subtle" size="compact-sm" icon={<IconX size={16} aria-hidden />} action={{ id: 'bedside.close', title: t('everywhere.close'), keys: 'Escape', run: onClose }} />
      </header>
      <SegmentedControl
        fullWidth value={tab} onChange={(next) => setTab(next as Tab)} aria-label={t('bedside.show')}
        data={TABS.map((each, index) => ({ value: each, label: <TabName tab={each} index={index} onGo={() => setTab(each)} /> }))}
      />
      {tab === 'now' ? <NowTab stay={stay} beds={beds} /> : null}
      {tab === 'trends' ? <Trends stay={stay} /> : null}
      {tab === 'wave' ? <WaveStrips stay={stay} /> : null}
      {tab === 'alarms' ? <><LimitsForm key={stay.id} stay={stay} /><AlarmHistory stay={stay} /></> : null}
      {tab === 'score' ? (stay.score ? <ScoreParts score={stay.score} /> : <p className={classes.dim}>{t('scores.none')}. {t('scores.none-hint')}</p>) : null}
    </div>
  );
}

/** The digits choose a part of the panel. */
function TabName({ tab, index, onGo }: { readonly tab: Tab; readonly index: number; readonly onGo: () => void }) {
  const { t } = useTranslation();
  const title = t(`bedside.tab.${tab}`);
  useAction({ id: `bedside.tab.${tab}`, title, keys: String(index + 1), run: onGo });
  return <span className={classes.tab}>{title} <kbd className={classes.tabKey} aria-hidden>{index + 1}</kbd></span>;
}
