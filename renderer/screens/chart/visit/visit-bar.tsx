import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '#domain/contract/encounters.ts';
import type { VisitPage } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { navigate } from '#renderer/router.ts';
import { outcomes } from './outcomes.ts';
import type { VisitTyping } from './use-typing.ts';
import type { CurrentVisit } from './use-visit.ts';
import classes from './visit.module.css';

interface Props {
  readonly patientId: string;
  readonly visit: VisitPage | null;
  readonly token: CurrentVisit['token'];
  readonly typing: VisitTyping;
}

/** Where the visit stands, how it ended, and the key that ends it. What is typed and not signed is signed with it. */
export function VisitBar({ patientId, visit, token, typing }: Props) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const finish = useCommand(async () => {
    const { reason, note, set } = typing;
    if (reason !== null && reason.trim() !== (visit?.reason ?? '')) await client.encounters.setReason({ patientId, reason });
    if (note.trim() !== '') await client.encounters.signNote({ patientId, text: note });
    set({ reason: null, note: '' });
    const { encounterId } = await client.encounters.start({ patientId });
    await client.encounters.finish({ patientId, encounterId, outcome: outcome === '' ? null : outcome });
    toast('done', t('visit.finished'));
    navigate('patients', patientId, 'visit', encounterId);
  });
  const start = useCommand(() => client.encounters.start({ patientId }));
  const discard = useCommand(async () => { if (visit) await client.encounters.discard({ patientId, encounterId: visit.id }); });
  const writes = typing.reason !== null || typing.note.trim() !== '';
  return (
    <div className={classes.bar} role="group" aria-label={t('visit.bar')}>
      <Standing visit={visit} token={token} />
      <div className={classes.barTail}>
        <ProblemNote problem={finish.problem ?? start.problem ?? discard.problem} />
        {typing.rx.drug === '' ? null : <span className={classes.attention}>{t('visit.rx-open', { drug: isolated(typing.rx.drug) })}</span>}
        <label className={classes.outcome}>
          {t('visit.outcome-label')}
          <select className={classes.select} value={outcome} onChange={(event) => setOutcome(event.currentTarget.value as Outcome | '')}>
            <option value="">{t('visit.outcome.none')}</option>
            {outcomes.map((each) => <option key={each} value={each}>{t(`visit.outcome.${each}`)}</option>)}
          </select>
        </label>
        {visit && !writes && isEmpty(visit) ? (
          <ActionButton action={{ id: 'visit.discard', title: t('visit.discard'), keys: 'Alt+Q', run: () => void discard.run() }} busy={discard.busy} variant="subtle" size="compact-sm" />
        ) : null}
        {visit || writes ? (
          <ActionButton
            action={{ id: 'visit.finish', title: typing.note.trim() === '' ? t('visit.finish') : t('visit.sign-and-finish'), keys: 'F7', run: () => void finish.run() }} busy={finish.busy}
            icon={<IconCircleCheck size={18} aria-hidden />}
          />
        ) : (
          <ActionButton action={{ id: 'visit.start', title: t('visit.start'), keys: 'F7', run: () => void start.run() }} busy={start.busy} variant="default" />
        )}
      </div>
    </div>
  );
}

/** Nothing was written in it: it was begun by a slip. */
const isEmpty = ({ reason, notes, conditions, prescriptions, procedures, referrals, followUps, forms }: VisitPage): boolean =>
  reason === null && [notes, conditions, prescriptions, procedures, referrals, followUps, forms].every((list) => list.length === 0);

function Standing({ visit, token }: Pick<Props, 'visit' | 'token'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const place = visit?.roomName ?? token?.roomName ?? null;
  const label = visit?.tokenLabel ?? token?.label ?? null;
  return (
    <div className={classes.standing}>
      <strong>{visit ? t('visit.open-since', { time: format.dateTime(visit.startedAt, now) }) : t('visit.not-begun')}</strong>
      {visit ? <span>{format.wait(visit.startedAt, now)}</span> : null}
      {label === null ? null : <span dir="ltr">{label}</span>}
      {place === null ? null : <bdi>{place}</bdi>}
      {visit?.startedBy == null ? null : <bdi>{visit.startedBy}</bdi>}
    </div>
  );
}
