import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledForm } from '#domain/contract/forms-shapes.ts';
import { nameIn } from '#domain/forms/question.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { RecordLine, useWhen } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { noteTakenOut } from '#renderer/screens/record/taken-out.ts';
import { SmallButton } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useAnswerWords } from './answer-words.ts';
import classes from './forms.module.css';

interface Props {
  readonly patientId: string;
  /** Corrected ones among them. */
  readonly filled: readonly FilledForm[];
  readonly onCorrect?: (filled: FilledForm) => void;
}

/** Filled forms, each by the answers that count; what was corrected stays below it. */
export function FilledList({ patientId, filled, onCorrect }: Props) {
  const shown = filled.filter(({ replaced }) => !replaced);
  return <ul className={record.lines}>{shown.map((each) => <FilledLine key={each.id} patientId={patientId} filled={each} all={filled} onCorrect={onCorrect} />)}</ul>;
}

/** What a filled form was corrected from, newest first. */
function earlierOf({ replacesId }: FilledForm, all: readonly FilledForm[]): FilledForm[] {
  const before = all.find(({ id }) => id === replacesId);
  return before ? [before, ...earlierOf(before, all)] : [];
}

function FilledLine({ patientId, filled, all, onCorrect }: { readonly patientId: string; readonly filled: FilledForm; readonly all: readonly FilledForm[]; readonly onCorrect: Props['onCorrect'] }) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const when = useWhen();
  const words = useAnswerWords();
  const [open, setOpen] = useState(false);
  const name = nameIn(filled.names, i18n.language, t('forms.arriving'));
  const setRemoved = (removed: boolean): Promise<unknown> => client.forms.setRemoved({ patientId, id: filled.id, removed });
  const change = useCommand(async () => {
    await setRemoved(!filled.removed);
    if (!filled.removed) noteTakenOut({ patientId, id: filled.id, name, putBack: () => setRemoved(false) });
  });
  const earlier = earlierOf(filled, all);
  const inLine = filled.lines.filter(({ kind }) => kind !== 'heading').map((line) => `${isolated(words.nameOf(line))}: ${isolated(words.answerOf(line))}`).join(' · ');
  const tools = (
    <>
      <SmallButton label={t(open ? 'forms.hide' : 'forms.show')} about={name} onClick={() => setOpen(!open)} />
      {can('record.write') && onCorrect && !filled.removed ? <SmallButton label={t('forms.correct')} about={name} onClick={() => onCorrect(filled)} /> : null}
      {can('record.write') ? <SmallButton label={t(filled.removed ? 'record.put-back' : 'record.take-out')} about={name} busy={change.busy} onClick={() => void change.run()} /> : null}
    </>
  );
  return (
    <RecordLine
      title={<bdi>{name}</bdi>} asked={filled.asked} over={filled.removed} tools={tools}
      more={[t('forms.version', { version: filled.version }), when(filled.filledAt, filled.filledBy), earlier.length === 0 ? null : t('forms.corrected')]}
    >
      {open ? <Answers lines={filled.lines} /> : <div>{inLine}</div>}
      {open ? earlier.map((each) => (
        <div key={each.id} className={classes.earlier}>
          <p className={classes.dim}>{t('forms.before', { when: when(each.filledAt, each.filledBy) })}</p>
          <Answers lines={each.lines} />
        </div>
      )) : null}
      <ProblemNote problem={change.problem} />
    </RecordLine>
  );
}

/** Questions and answers beside each other. */
export function Answers({ lines }: { readonly lines: FilledForm['lines'] }) {
  const words = useAnswerWords();
  return (
    <dl className={classes.answers}>
      {lines.map((line) => (line.kind === 'heading'
        ? <div key={line.questionId} style={{ display: 'contents' }}><dt className={classes.part} dir="auto">{words.nameOf(line)}</dt></div>
        : <div key={line.questionId} style={{ display: 'contents' }}><dt dir="auto">{words.nameOf(line)}</dt><dd dir="auto">{words.answerOf(line)}</dd></div>))}
    </dl>
  );
}
