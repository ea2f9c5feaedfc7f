import { IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CalculatedRule, UsedInput } from '#domain/contract/scores.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { ago } from '#renderer/text/ago.ts';
import { Questions, type AnswerOne } from './questions.tsx';
import { TONE_SHAPES } from './rule-list.tsx';
import { bandWords, inputName, inputWords, lackWords, numberWords, outcomeWords, ruleName } from './rule-words.ts';
import classes from './scores.module.css';

interface Props {
  readonly patientId: string;
  readonly rule: CalculatedRule;
  readonly onAnswer: AnswerOne;
}

/** One rule: what it says, what it is made of, what is still to be answered, and where it comes from. */
export function RuleDetail({ patientId, rule, onAnswer }: Props) {
  const { t } = useTranslation();
  return (
    <Card title={ruleName(rule.rule, t)} fill className={classes.detail}>
      <div className={classes.content}>
        <Outcome rule={rule} />
        {rule.asks.length === 0 ? null : <Questions asks={rule.asks} answers={rule.answers} onAnswer={onAnswer} />}
        <Inputs rule={rule} />
        <Keep patientId={patientId} rule={rule} />
        <Earlier patientId={patientId} rule={rule.rule} />
        <footer className={classes.source}>
          {rule.check ? <p className={classes.check}>{t('rules.check')}</p> : null}
          <p>{t('rules.source', { source: isolated(rule.source) })}</p>
          <p>{t('rules.version', { version: rule.version })} {t('rules.decides')}</p>
        </footer>
      </div>
    </Card>
  );
}

function Outcome({ rule }: { readonly rule: CalculatedRule }) {
  const { t } = useTranslation();
  const Shape = TONE_SHAPES[rule.tone ?? 'none'];
  const lacks = lackWords(rule, t);
  return (
    <div className={classes.outcome} data-tone={rule.tone ?? 'none'} aria-live="polite">
      <Shape size={24} aria-hidden />
      <div>
        <div className={classes.outcomeLine}>
          <strong className={classes.outcomeNumber}>{numberWords(rule, t)}</strong>
          <span>{bandWords(rule, t)}</span>
        </div>
        {lacks === '' ? null : <p className={classes.lacks}>{lacks}</p>}
        {rule.warnings.map((warning) => <p key={warning} className={classes.lacks}>{t(`rules.warning.${warning}`)}</p>)}
      </div>
    </div>
  );
}

/** Why this number: every input with where it came from, and its share where the rule adds up. */
function Inputs({ rule: { inputs, parts, gives, tone } }: { readonly rule: CalculatedRule }) {
  const { t } = useTranslation();
  if (inputs.length === 0) return null;
  const counted = gives === 'points' ? Object.entries(parts) : [];
  return (
    <section>
      <h3 className={classes.small}>{t('rules.why')}</h3>
      <div className={classes.tables}>
        <table className={classes.table}>
          <thead className="db-hidden"><tr><th scope="col">{t('rules.from')}</th><th scope="col">{t('rules.share')}</th><th scope="col">{t('rules.from')}</th></tr></thead>
          <tbody>{inputs.map((input) => <InputRow key={input.name} input={input} />)}</tbody>
        </table>
        {counted.length === 0 ? null : (
          <table className={classes.table}>
            <thead><tr><th scope="col">{t('rules.part')}</th><th scope="col">{t('rules.share')}</th></tr></thead>
            <tbody>
              {counted.map(([part, points]) => (
                <tr key={part} data-counts={(points > 0 && tone !== 'calm') || undefined}><th scope="row">{inputName(part, t)}</th><td className={classes.number}>{points}</td></tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function InputRow({ input }: { readonly input: UsedInput }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const origin = input.takenAt === null ? t(input.from === 'answer' ? 'rules.answered' : 'rules.person') : ago(input.takenAt, now, i18n.language);
  return (
    <tr>
      <th scope="row">{inputName(input.name, t)}</th>
      <td className={classes.number}>{inputWords(input, t)}</td>
      <td className={classes.dim}>{origin}</td>
    </tr>
  );
}

function Keep({ patientId, rule }: { readonly patientId: string; readonly rule: CalculatedRule }) {
  const { t } = useTranslation();
  const can = useCan();
  const whole = rule.band !== null || rule.total !== null || rule.value !== null;
  const keep = useCommand(async () => {
    const kept = await client.scores.keep({ patientId, rule: rule.rule, answers: rule.answers });
    toast('done', t('rules.kept', { what: outcomeWords(kept, t) }));
  });
  if (!can('record.write')) return null;
  return (
    <div>
      <ActionButton
        action={{ id: 'scores.keep', title: t('rules.keep'), keys: 'Alt+K', run: () => { void keep.run(); }, when: whole }} size="compact-md" busy={keep.busy}
        icon={<IconDeviceFloppy size={16} aria-hidden />}
      />
      {keep.problem ? <ProblemNote problem={keep.problem} /> : null}
    </div>
  );
}

function Earlier({ patientId, rule }: { readonly patientId: string; readonly rule: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { data } = useLive(`scores.earlier:${patientId}:${rule}`, () => client.scores.earlier({ patientId, rule }), ['vitals', 'patients']);
  if (!data || data.results.length === 0) return null;
  return (
    <section>
      <h3 className={classes.small}>{t('rules.earlier')}</h3>
      <ol className={classes.earlier}>
        {data.results.map((kept) => (
          <li key={kept.id}>
            <span>{outcomeWords(kept, t)}</span>
            <span className={classes.dim}>{ago(kept.at, now, i18n.language)}{kept.by === null ? '' : ` · ${t('rules.by', { name: isolated(kept.by) })}`}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
