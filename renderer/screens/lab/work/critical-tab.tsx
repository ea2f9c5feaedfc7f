import { IconAlertOctagon, IconPhoneCheck, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriticalShape } from '#domain/contract/lab-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ValueText } from '../values/value-text.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import classes from './work.module.css';

/** Results at or beyond a critical limit, until somebody was told and who that was is written down. */
export function CriticalTab() {
  const { t } = useTranslation();
  const can = useCan();
  const catalogue = useLabCatalogue();
  const live = useLive('laboratory.criticals', () => client.laboratory.criticals({ all: true }), ['lab', 'patients']);
  const [chosenId, setChosenId] = useState<string>();
  const [asking, setAsking] = useState(false);
  const all = (live.data?.criticals ?? []).toSorted((a, b) => Number(b.status === 'open') - Number(a.status === 'open'));
  const chosen = all.find(({ id }) => id === chosenId) ?? all[0];
  const acknowledge = useCommand(async (told: string) => {
    if (chosen) await client.laboratory.acknowledge({ criticalId: chosen.id, told });
    setAsking(false);
  });
  const open = chosen?.status === 'open';
  return (
    <Card title={t('laboratory.tab.critical')} fill>
      <div className={classes.fill}>
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && all.length === 0 ? <Empty icon={IconAlertOctagon} title={t('laboratory.none.critical')} hint={t('laboratory.none-hint.critical')} /> : null}
        <div className={classes.scroll}>
          <ul className={classes.list} aria-label={t('laboratory.tab.critical')}>
            {all.map((critical) => <li key={critical.id}><CriticalRow critical={critical} catalogue={catalogue} chosen={critical.id === chosen?.id} onChoose={setChosenId} /></li>)}
          </ul>
        </div>
        <div className={classes.actions}>
          {can('lab.collect') ? (
            <ActionButton action={{ id: 'lab.acknowledge', title: t('laboratory.acknowledge'), keys: 'a', run: () => { acknowledge.clear(); setAsking(true); }, when: open }} icon={<IconPhoneCheck size={18} aria-hidden />} />
          ) : null}
          <ActionButton
            variant="default" action={{ id: 'lab.open-chart', title: t('laboratory.open-chart'), keys: 'o', run: () => { if (chosen) navigate('patients', chosen.patientId, 'lab'); }, when: chosen !== undefined }}
            icon={<IconUser size={18} aria-hidden />}
          />
        </div>
        <ReasonDialog
          key={chosen?.id} opened={asking} title={t('laboratory.told-title')} label={t('laboratory.told')} confirm={t('laboratory.acknowledge')} problem={acknowledge.problem} busy={acknowledge.busy}
          onClose={() => setAsking(false)} onReason={(told) => void acknowledge.run(told)}
        />
      </div>
    </Card>
  );
}

interface RowProps { readonly critical: CriticalShape; readonly catalogue: Catalogue | undefined; readonly chosen: boolean; readonly onChoose: (id: string) => void }

function CriticalRow({ critical, catalogue, chosen, onChoose }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const choose = (): void => onChoose(critical.id);
  return (
    <button type="button" className={classes.row} data-chosen={chosen || undefined} aria-current={chosen ? 'true' : undefined} onClick={choose} onFocus={choose}>
      <span className={classes.who}>
        <span className={classes.name}><Name>{critical.patientName}</Name> <span className={classes.dim}><bdi dir="ltr">{critical.patientNumber}</bdi></span></span>
        <span>{catalogue?.nameOf(critical.testCode) ?? critical.testCode} <ValueText value={critical.value} catalogue={catalogue} /></span>
        <span className={classes.facts}>{t('laboratory.ordered-by', { name: critical.orderedBy ?? '–' })}{critical.mine ? ` · ${t('laboratory.yours')}` : ''}</span>
      </span>
      <span className={classes.when}>
        <span>{format.dateTime(critical.raisedAt, now)}</span>
        <span>{t(`laboratory.critical-status.${critical.status}`)}</span>
        {critical.told === null ? null : <span>{t('laboratory.told-by', { told: critical.told, name: critical.acknowledgedBy ?? '–', at: format.dateTime(critical.acknowledgedAt ?? '', now) })}</span>}
      </span>
    </button>
  );
}
