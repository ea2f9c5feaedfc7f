import { SegmentedControl } from '@mantine/core';
import { IconArmchair } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ScoreParts } from '#renderer/parts/score/score-parts.tsx';
import { usePanel } from '#renderer/session/open-patient.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import type { ScreenProps } from '#renderer/routes.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useWindowPlace } from '#renderer/session/window-place.ts';
import { PanelHost } from '#renderer/shell/panel-host.tsx';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { FlowCard } from './flow-card.tsx';
import { openRow } from './open-row.ts';
import { QueueList } from './queue-list.tsx';
import { RoomsCard } from './rooms-card.tsx';
import { TokenActions } from './token-actions.tsx';
import { WindowPlaceBar } from './window-place-bar.tsx';
import { groupOf, groups, type QueueGroup } from './groups.ts';
import classes from './queue-screen.module.css';

/** Everybody of today, and all that can be done to a token by key; `#/queue/<token>` is the row one comes back to. spec: QUE-2, QUE-5 */
export function QueueScreen({ rest }: ScreenProps) {
  const { t } = useTranslation();
  const can = useCan();
  const { data, error } = useQueueToday();
  const { panel } = usePanel();
  const { serviceId } = useWindowPlace();
  const [group, setGroup] = useState<QueueGroup>('waiting');
  const [selectedId, setSelectedId] = useState(rest[0]);
  const all = data?.entries.filter((entry) => serviceId === null || entry.serviceId === serviceId) ?? [];
  const shown = all.filter((entry) => groupOf(entry.status) === group);
  // After a step the token may stand elsewhere: its keys, undo above all, still work.
  const selected = all.find((entry) => entry.id === selectedId) ?? shown[0];
  const select = (entry: QueueEntry): void => setSelectedId(entry.id);
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('shell.area.queue')}</h1>
      <Card
        title={t('queue.today')} fill className={classes.main}
        tools={<WindowPlaceBar />}
      >
        <div className={classes.content}>
          <SegmentedControl
            fullWidth value={group} onChange={(next) => { setGroup(next as QueueGroup); setSelectedId(undefined); }} aria-label={t('queue.show')}
            data={groups.map((each) => ({ value: each, label: t('queue.tab-count', { name: t(`queue.tab.${each}`), count: all.filter((entry) => groupOf(entry.status) === each).length }) }))}
          />
          {error !== undefined && !data ? <ProblemNote problem={problemOf(error)} /> : null}
          <div className={classes.list}>
            {data && shown.length === 0 ? <Empty icon={IconArmchair} title={t(`queue.none.${group}`)} hint={t('queue.empty.hint')} /> : null}
            <QueueList entries={shown} label={t(`queue.tab.${group}`)} selectedId={selected?.id} onSelect={select} onOpen={openRow} />
          </div>
          {can('queue.call') ? <TokenActions entry={selected} onDone={select} /> : null}
        </div>
      </Card>
      <div className={classes.side}>
        {panel ? <PanelHost /> : (
          <>
            <RoomsCard />
            {selected?.score ? <Card title={t('scores.of', { label: selected.label })} fill className={classes.score}><div className={classes.scoreParts} tabIndex={0} role="group" aria-label={t('scores.name')}><ScoreParts score={selected.score} brief /></div></Card> : null}
            {can('queue.report') ? <FlowCard /> : null}
          </>
        )}
      </div>
    </div>
  );
}
