import { Button, Loader, TextInput } from '@mantine/core';
import { IconCheck, IconHelp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentList } from '#domain/contract/consents.ts';
import { nextDecisions, type ConsentDecision, type ConsentPurpose } from '#domain/patients/consent.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import panel from '../chart/measure.module.css';
import { SideHead } from '../chart/side-head.tsx';
import classes from './consent.module.css';

type Answer = ConsentList['history'][number];

/** What a patient allows, by purpose: asked, answered and taken back here. spec: REG-7 */
export function ConsentPanel({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan()('patients.write');
  const { data, error } = useLive(`consents:${patientId}`, () => client.consents.list({ patientId }), ['patients', 'clinic']);
  const [givenBy, setGivenBy] = useState('');
  const record = useCommand((purpose: ConsentPurpose, decision: ConsentDecision) => client.consents.record({ patientId, purpose, decision, givenBy }));
  return (
    <div className={panel.panel}>
      <SideHead id="chart.close-consent" title={t('consent.title')} onClose={onClose} />
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      <ProblemNote problem={record.problem} />
      {data === undefined && error === undefined ? <Loader size="sm" aria-label={t('patients.loading')} /> : null}
      {data?.purposes.map((each) => (
        <Purpose key={each.purpose} {...each} busy={record.busy} onAnswer={can ? (decision) => void record.run(each.purpose, decision) : undefined} />
      ))}
      {can && data ? (
        <TextInput
          size="sm" label={t('consent.given-by')} description={t('consent.given-by-hint')} value={givenBy} maxLength={200} onChange={(event) => setGivenBy(event.currentTarget.value)}
        />
      ) : null}
      {data && data.history.length > 0 ? <History answers={data.history} /> : null}
    </div>
  );
}

type PurposeProps = ConsentList['purposes'][number] & { readonly busy: boolean; readonly onAnswer: ((decision: ConsentDecision) => void) | undefined };

function Purpose({ purpose, latest, allowed, busy, onAnswer }: PurposeProps) {
  const { t } = useTranslation();
  const Icon = latest === null ? IconHelp : latest.decision === 'given' ? IconCheck : IconX;
  const name = t(`consent.purpose.${purpose}`);
  return (
    <section className={classes.purpose} aria-label={name}>
      <div className={classes.words}>
        <h3 className={classes.name}>{name}</h3>
        <span className={classes.state} data-decision={latest?.decision ?? 'unasked'}>
          <Icon size={16} aria-hidden />
          {latest === null ? t(allowed ? 'consent.unasked-yes' : 'consent.unasked-no') : t(`consent.decision.${latest.decision}`)}
        </span>
      </div>
      {onAnswer ? (
        <div className={classes.buttons}>
          {nextDecisions(latest?.decision).map((decision) => (
            <Button key={decision} size="compact-sm" variant="default" disabled={busy} onClick={() => onAnswer(decision)}>
              {t(`consent.do.${decision}`)}<span className="db-hidden">{` ${name}`}</span>
            </Button>
          ))}
        </div>
      ) : null}
    </section>
  );
}

function History({ answers }: { readonly answers: readonly Answer[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <section className={classes.history} aria-label={t('consent.history')}>
      <h3 className={classes.name}>{t('consent.history')}</h3>
      <ol className={classes.answers}>
        {answers.map(({ id, purpose, decision, at, person, givenBy, note }) => (
          <li key={id}>
            <strong>{t(`consent.purpose.${purpose}`)}: {t(`consent.decision.${decision}`)}</strong>
            <span className={classes.dim}>
              {t('consent.by', { when: format.dateTime(at, now), person: isolated(person ?? t('audit.program')) })}
              {givenBy === null ? null : ` ${t('consent.answered', { name: isolated(givenBy) })}`}
            </span>
            {note === null ? null : <bdi className={classes.dim}>{note}</bdi>}
          </li>
        ))}
      </ol>
    </section>
  );
}
