import { Loader } from '@mantine/core';
import { IconMathFunction } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalculatedRule } from '#domain/contract/scores.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { SectionProps } from '../sections.tsx';
import { RuleDetail } from './rule-detail.tsx';
import { RuleList } from './rule-list.tsx';
import { saysSomething } from './rule-words.ts';
import classes from './scores.module.css';

type Answers = Readonly<Record<string, string | number | boolean>>;
const NONE: Answers = {};

/** Every published rule made for somebody like this patient: the result, and why it is so. spec: CDS-1 */
export function ScoresSection({ patient }: SectionProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>(NONE);
  const [chosen, setChosen] = useState<string>();
  const live = useLive(`scores.list:${patient.id}:${JSON.stringify(answers)}`, () => client.scores.list({ patientId: patient.id, answers: { ...answers } }), ['vitals', 'patients', 'record']);
  const [last, setLast] = useState<readonly CalculatedRule[]>();
  // While an answer is being counted, what stood there stays.
  if (live.data && live.data.rules !== last) setLast(live.data.rules);
  const rules = inOrder(live.data?.rules ?? last ?? []);
  const at = Math.max(0, rules.findIndex(({ rule }) => rule === chosen));
  const rule = rules[at];
  const step = (by: number): void => setChosen(rules[(at + by + rules.length) % rules.length]?.rule);
  useAction({ id: 'scores.next', title: t('rules.next'), keys: 'ArrowDown', run: () => step(1), when: rules.length > 1 });
  useAction({ id: 'scores.previous', title: t('rules.previous'), keys: 'ArrowUp', run: () => step(-1), when: rules.length > 1 });
  const answer = (id: string, value: string | number | boolean | undefined): void =>
    setAnswers(({ [id]: _before, ...others }) => (value === undefined ? others : { ...others, [id]: value }));
  if (live.error !== undefined && !last) return <ProblemNote problem={problemOf(live.error)} />;
  if (!live.data && !last) return <Loader size="sm" aria-label={t('patients.loading')} />;
  if (!rule) return <Empty icon={IconMathFunction} title={t('rules.none')} hint={t('rules.none-hint')} />;
  return (
    <div className={classes.section}>
      <RuleList rules={rules} chosen={rule.rule} onChoose={setChosen} />
      <RuleDetail key={rule.rule} patientId={patient.id} rule={rule} onAnswer={answer} />
    </div>
  );
}

/** What says something first, each in the order of its group. */
const inOrder = (rules: readonly CalculatedRule[]): readonly CalculatedRule[] => [...rules.filter(saysSomething), ...rules.filter((rule) => !saysSomething(rule))];
