import { Loader } from '@mantine/core';
import { IconLungs } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { ScoreBadge } from '#renderer/parts/score/score-badge.tsx';
import { ScoreParts } from '#renderer/parts/score/score-parts.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { ago } from '#renderer/text/ago.ts';
import panel from './measure.module.css';
import classes from './score-panel.module.css';
import { SideHead } from './side-head.tsx';

/** The early warning score of a patient, kept current; undefined while it is read and for whom it is not made. */
export const useScore = (patientId: string, enabled = true) =>
  useLive(enabled ? `vitals.score:${patientId}` : null, () => client.vitals.score({ patientId }), ['vitals', 'patients']);

type Standing = NonNullable<ReturnType<typeof useScore>['data']>;

/** Why this number, what came before, and on which scale the saturation counts. spec: CDS-1 */
export function ScorePanel({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useScore(patientId);
  return (
    <div className={panel.panel}>
      <SideHead id="chart.close-score" title={t('scores.name')} onClose={onClose} />
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data ? <Standing patientId={patientId} standing={data} /> : null}
      {data === undefined && error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
    </div>
  );
}

function Standing({ patientId, standing: { applies, score, earlier, spo2Scale } }: { readonly patientId: string; readonly standing: Standing }) {
  const { t } = useTranslation();
  if (!applies) return <p className={panel.dim}>{t('scores.not-for')}</p>;
  return (
    <>
      {score ? <ScoreParts score={score} /> : <p className={panel.dim}>{t('scores.none')}. {t('scores.none-hint')}</p>}
      <Scale patientId={patientId} scale={spo2Scale} />
      {earlier.length === 0 ? null : (
        <section>
          <h3 className={classes.small}>{t('scores.earlier')}</h3>
          <ol className={classes.earlier}>{earlier.map((each) => <li key={`${each.takenAt} ${each.knownTotal} ${each.missing.length}`}><ScoreBadge score={each} withBand withAge /></li>)}</ol>
        </section>
      )}
    </>
  );
}

function Scale({ patientId, scale }: { readonly patientId: string; readonly scale: Standing['spo2Scale'] }) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const now = useNow();
  const other = scale.scale === 1 ? 2 : 1;
  const set = useCommand(async () => {
    await client.vitals.setSpo2Scale({ patientId, scale: other });
    toast('done', t(`scores.scale.done-${other}`));
  });
  return (
    <section className={classes.scale}>
      <h3 className={classes.small}>{t('scores.scale.title')}</h3>
      <p>{t(`scores.scale.${scale.scale}`)}</p>
      {scale.at === null ? null : <p className={panel.dim}>{t('scores.scale.who', { name: scale.by ?? '–', when: ago(scale.at, now, i18n.language) })}</p>}
      {can('vitals.target') ? (
        <>
          {other === 2 ? <p className={panel.dim}>{t('scores.scale.hint')}</p> : null}
          <ActionButton
            action={{ id: 'chart.spo2-scale', title: t(`scores.scale.use-${other}`), keys: 'x', run: () => { void set.run(); } }} variant="default" size="compact-md"
            icon={<IconLungs size={16} aria-hidden />} busy={set.busy}
          />
        </>
      ) : null}
      {set.problem ? <ProblemNote problem={set.problem} /> : null}
    </section>
  );
}
