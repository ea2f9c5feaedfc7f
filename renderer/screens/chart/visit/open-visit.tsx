import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { visitCards } from './cards.tsx';
import { NoteBox } from './note-box.tsx';
import { NoteList } from './note-list.tsx';
import { OthersNote } from './others-note.tsx';
import { ReasonBox } from './reason-box.tsx';
import { useVisitTyping } from './use-typing.ts';
import type { CurrentVisit } from './use-visit.ts';
import { VisitBar } from './visit-bar.tsx';
import classes from './visit.module.css';

interface Props {
  readonly patientId: string;
  readonly current: CurrentVisit;
  readonly problem: unknown;
}

/** One pane for a whole consultation: why they came and the note at the start, what is decided beside it, the end below. */
export function OpenVisit({ patientId, current: { visit, others, token }, problem }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const typing = useVisitTyping(patientId);
  const shown = visitCards.filter(({ permission }) => can(permission));
  return (
    <div className={classes.visit}>
      {problem === undefined ? null : <ProblemNote problem={problemOf(problem)} />}
      {others.length === 0 ? null : <OthersNote patientId={patientId} others={others} />}
      <div className={classes.columns}>
        <div className={classes.words}>
          {can('record.write') ? <ReasonBox patientId={patientId} stored={visit?.reason ?? ''} typing={typing} /> : null}
          {visit ? <NoteList patientId={patientId} notes={visit.notes} measures={visit.measures} /> : null}
          {can('record.write') ? <NoteBox patientId={patientId} typing={typing} /> : <p className={classes.dim}>{t('visit.not-yours')}</p>}
        </div>
        <div className={classes.cards}>
          {shown.map(({ id, screen: Card }) => <Card key={id} patientId={patientId} visit={visit} typing={typing} />)}
        </div>
      </div>
      {can('record.write') ? <VisitBar patientId={patientId} visit={visit} token={token} typing={typing} /> : null}
    </div>
  );
}
