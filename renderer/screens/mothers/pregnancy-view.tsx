import { IconAlertTriangle, IconCalendarDue } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MaternityVisit, Pregnancy } from '#domain/contract/mothers.ts';
import type { Patient } from '#domain/contract/patients.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { BirthCard } from './birth-card.tsx';
import { CourseCard } from './course-card.tsx';
import classes from './mothers.module.css';
import { gestationWords } from './mothers-words.ts';
import { nextWords } from './next-words.ts';
import { VisitsTable } from './visits-table.tsx';

interface Props {
  readonly pregnancy: Pregnancy;
  readonly mother: Patient;
  readonly mayWrite: boolean;
  readonly onVisit: (visit: MaternityVisit) => void;
}

/** How a pregnancy stands: the weeks, what is next, what is risky, its visits, its course and its birth. */
export function PregnancyView({ pregnancy, mother, mayWrite, onVisit }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Standing pregnancy={pregnancy} />
      {pregnancy.births > 1 ? <AttentionNote>{t('mothers.born-twice')}</AttentionNote> : null}
      <div className={classes.columns}>
        <div className={classes.column}>
          {pregnancy.delivery ? <BirthCard delivery={pregnancy.delivery} mother={mother} mayWrite={mayWrite} /> : null}
          {pregnancy.measures.length === 0 ? null : (
            <div className={classes.courses}>
              <CourseCard pregnancy={pregnancy} code="weight" />
              <CourseCard pregnancy={pregnancy} code="haemoglobin" />
            </div>
          )}
          <Card title={t('mothers.visits')} className={classes.visits}>
            {pregnancy.visits.length === 0 ? <p className={classes.dim}>{t('mothers.no-visits')}</p> : <VisitsTable pregnancy={pregnancy} mayWrite={mayWrite} onVisit={onVisit} />}
          </Card>
        </div>
        <div className={classes.column}>
          <Known pregnancy={pregnancy} />
        </div>
      </div>
    </>
  );
}

/** The line that everybody looks for: weeks, due date, where it comes from, and what is next. */
function Standing({ pregnancy }: { readonly pregnancy: Pregnancy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { status, gestation, dueDate, dueMethod, dating, datedBy, datedAt } = pregnancy;
  return (
    <section className={classes.standing} aria-label={t('mothers.standing')}>
      <div className={classes.weeks}>
        <strong>{gestation ? gestationWords(gestation.days, t) : t(`mothers.status.${status}`)}</strong>
        <span className={classes.dim}>{gestation ? t(`mothers.trimester.${gestation.trimester}`) : pregnancy.endedOn === null ? '' : format.date(pregnancy.endedOn)}</span>
      </div>
      <div>
        <span className={classes.label}>{t('mothers.due-date')}</span>
        <span className={classes.strong}>{dueDate === null ? t('mothers.unknown') : format.date(dueDate)}</span>
        <span className={classes.dim}>
          {dueMethod === null ? t('mothers.no-due-date') : t('mothers.by-method', { method: t(`mothers.method.${dueMethod}`) })}
          {dating.differs === null || dating.allowed === null ? '' : ` · ${t('mothers.differs', { days: Math.abs(dating.differs), allowed: dating.allowed })}`}
          {datedAt === null ? null : <> · {datedBy === null ? null : <><Name>{datedBy}</Name> · </>}{format.dateTime(datedAt, now)}</>}
        </span>
      </div>
      <Next pregnancy={pregnancy} />
    </section>
  );
}

/** What she is to come for, and how late she is. */
function Next({ pregnancy: { next, endKind } }: { readonly pregnancy: Pregnancy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const late = next !== null && next.daysLate > 0;
  return (
    <div>
      <span className={classes.label}>{t('mothers.next')}</span>
      <span className={classes.strong} data-late={late || undefined}>
        {next === null ? t(endKind === null ? 'mothers.nothing-next' : `mothers.end-kind.${endKind}`) : <><IconCalendarDue size={16} aria-hidden /> {format.date(next.on)}</>}
      </span>
      {next === null ? null : <span className={late ? classes.warn : classes.dim}>{nextWords(next, t)}{late ? ` · ${t('mothers.late', { count: next.daysLate })}` : ''}</span>}
    </div>
  );
}

/** What was known beforehand, and what follows from it. */
function Known({ pregnancy }: { readonly pregnancy: Pregnancy }) {
  const { t } = useTranslation();
  const { gravida, para, previousCaesareans, fetuses, bloodGroup, rhesus, smoking, risks, derived, riskNote } = pregnancy;
  const facts = [
    ['gravida', gravida], ['para', para], ['previousCaesareans', previousCaesareans], ['fetuses', fetuses > 1 ? fetuses : null],
    ['bloodGroup', bloodGroup === null ? null : `${bloodGroup} ${rhesus === null ? '' : rhesus === 'positive' ? '+' : '−'}`], ['smoking', smoking === null ? null : t(`mothers.smoking.${smoking}`)],
  ] as const;
  const all = [...derived.map((risk) => t(`mothers.derived.${risk}`)), ...risks.map((risk) => t(`mothers.risk.${risk}`)), ...(riskNote === null ? [] : [riskNote])];
  return (
    <Card title={t('mothers.known')}>
      <dl className={classes.facts}>
        {facts.map(([field, value]) => (value === null ? null : <div key={field}><dt>{t(`mothers.field.${field}`)}</dt><dd><bdi>{value}</bdi></dd></div>))}
      </dl>
      {all.length === 0 ? <p className={classes.dim}>{t('mothers.no-risks')}</p> : (
        <ul className={classes.risks} aria-label={t('mothers.risks')}>{all.map((risk) => <li key={risk}><IconAlertTriangle size={14} aria-hidden /> <bdi>{risk}</bdi></li>)}</ul>
      )}
    </Card>
  );
}
