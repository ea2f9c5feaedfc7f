import { IconAlertTriangle, IconAlertTriangleFilled, IconCircleCheck, IconCircleDashed, type Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalculatedRule } from '#domain/contract/scores.ts';
import { bandWords, lackWords, numberWords, ruleName, saysSomething } from './rule-words.ts';
import classes from './scores.module.css';

/** A shape for each tone: colour is never all that tells them apart. */
export const TONE_SHAPES: Readonly<Record<'calm' | 'attention' | 'grave' | 'none', Icon>> = {
  calm: IconCircleCheck, attention: IconAlertTriangle, grave: IconAlertTriangleFilled, none: IconCircleDashed,
};

interface Props {
  readonly rules: readonly CalculatedRule[];
  readonly chosen: string;
  readonly onChoose: (rule: string) => void;
}

/** The rules by what they are about; those that lack something stand below. */
export function RuleList({ rules, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const known = rules.filter(saysSomething);
  const waiting = rules.filter((rule) => !saysSomething(rule));
  const groups = [...new Set(known.map(({ group }) => group))];
  return (
    <nav className={classes.list} aria-label={t('rules.title')}>
      {groups.map((group) => (
        <RuleGroup key={group} title={t(`rules.group.${group}`)} rules={known.filter((rule) => rule.group === group)} chosen={chosen} onChoose={onChoose} />
      ))}
      {waiting.length === 0 ? null : <RuleGroup title={t('rules.waiting')} rules={waiting} chosen={chosen} onChoose={onChoose} />}
    </nav>
  );
}

function RuleGroup({ title, ...rest }: Props & { readonly title: string }) {
  return (
    <section>
      <h2 className={classes.group}>{title}</h2>
      <ul className={classes.rules}>
        {rest.rules.map((rule) => <RuleLine key={rule.rule} rule={rule} current={rule.rule === rest.chosen} onChoose={rest.onChoose} />)}
      </ul>
    </section>
  );
}

function RuleLine({ rule, current, onChoose }: { readonly rule: CalculatedRule; readonly current: boolean; readonly onChoose: (rule: string) => void }) {
  const { t } = useTranslation();
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (current) line.current?.scrollIntoView({ block: 'nearest' }); }, [current]);
  const Shape = TONE_SHAPES[rule.tone ?? 'none'];
  const band = bandWords(rule, t);
  return (
    <li>
      <button ref={line} type="button" className={classes.rule} aria-current={current || undefined} onClick={() => onChoose(rule.rule)}>
        <Shape size={16} aria-hidden className={classes.shape} data-tone={rule.tone ?? 'none'} />
        <span className={classes.ruleName}>{ruleName(rule.rule, t)}</span>
        <span className={classes.number}>{numberWords(rule, t)}</span>
        <span className={classes.band} data-tone={rule.tone ?? 'none'}>{band === '' ? lackWords(rule, t) : band}</span>
      </button>
    </li>
  );
}
