import { Button } from '@mantine/core';
import { IconDownload, IconListSearch, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerSearch, FormShape, SearchableShape } from '#domain/contract/forms-shapes.ts';
import { nameIn } from '#domain/forms/question.ts';
import { client, type Client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { useAnswerWords } from '#renderer/screens/forms/answer-words.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import table from '../parts/page.module.css';
import { Group } from '../parts/page.tsx';
import { ConditionRow, sentCondition, type ConditionDraft } from './condition-row.tsx';
import classes from './forms.module.css';

type Found = Awaited<ReturnType<Client['forms']['search']>>;
const MOST_CONDITIONS = 5;

/** Answers of all patients to a form, by what was answered and when; a table, and a file of it. spec: ENC-4 */
export function AnswersPage({ forms }: { readonly forms: readonly FormShape[] }) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState(forms[0]?.formKey ?? '');
  const formKey = forms.some((form) => form.formKey === chosen) ? chosen : forms[0]?.formKey ?? '';
  if (formKey === '') return <Empty icon={IconListSearch} title={t('forms.none')} hint={t('forms.none-hint')} />;
  return (
    <Group wide>
      <label className={classes.box}>
        <span>{t('forms.form')}</span>
        <select value={formKey} onChange={(event) => setChosen(event.currentTarget.value)}>
          {forms.map((form) => <option key={form.formKey} value={form.formKey}>{nameIn(form.names, i18n.language, t('forms.unnamed'))}</option>)}
        </select>
      </label>
      <Search key={formKey} formKey={formKey} />
    </Group>
  );
}

function Search({ formKey }: { readonly formKey: string }) {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const { data } = useLive(`forms.searchable:${formKey}`, () => client.forms.searchable({ formKey }), ['clinic']);
  const [where, setWhere] = useState<readonly ConditionDraft[]>([]);
  const [period, setPeriod] = useState({ from: '', to: '' });
  const [result, setResult] = useState<Found>();
  const [leftOut, setLeftOut] = useState(0);
  const wanted = (): AnswerSearch => ({
    formKey, where: where.map(sentCondition), ...(period.from === '' ? {} : { from: period.from }), ...(period.to === '' ? {} : { to: period.to }),
  });
  const search = useCommand(async () => { setResult(await client.forms.search(wanted())); });
  const save = useCommand(async () => {
    const { file, fileName, leftOut: without } = await client.forms.export({ ...wanted(), language: i18n.language });
    saveFile(file, fileName);
    setLeftOut(without);
  });
  const questions = data?.questions ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void search.run();
  };
  const add = (): void => {
    const [first] = questions;
    if (first) setWhere([...where, { question: first.key, how: undefined, value: '', to: '', ids: [] }]);
  };
  return (
    <>
      <form className={classes.builder} onSubmit={submit} noValidate aria-label={t('forms.search-answers')}>
        {where.map((condition, at) => (
          <ConditionRow
            // Conditions have no name but their place.
            key={at} at={at} condition={condition} questions={questions} problem={search.problem} onChange={(next) => { search.clear(); setWhere(where.map((each, index) => (index === at ? next : each))); }}
            onRemove={() => setWhere(where.filter((_, index) => index !== at))}
          />
        ))}
        <div className={classes.condition}>
          <DateBox size="sm" label={t('forms.from')} value={period.from} lean="past" onChange={(from) => setPeriod({ ...period, from })} />
          <DateBox size="sm" label={t('forms.to')} value={period.to} lean="past" onChange={(to) => setPeriod({ ...period, to })} />
          <Button variant="default" disabled={where.length >= MOST_CONDITIONS || questions.length === 0} leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>{t('forms.add-condition')}</Button>
          <Button type="submit" loading={search.busy} leftSection={<IconSearch size={16} aria-hidden />} rightSection={<KeyHint keys="Enter" onAccent />}>{t('forms.search')}</Button>
          {can('forms.export') ? <Button variant="default" loading={save.busy} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save.run()}>{t('forms.csv')}</Button> : null}
        </div>
      </form>
      {leftOut === 0 ? null : <AttentionNote>{t('exchange.left-out', { count: leftOut })}</AttentionNote>}
      <ProblemNote problem={search.problem ?? save.problem} />
      {result ? <FoundTable result={result} asked={questions.filter(({ key }) => where.some(({ question }) => question === key))} /> : null}
    </>
  );
}

function FoundTable({ result: { found, count }, asked }: { readonly result: Found; readonly asked: readonly SearchableShape[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useAnswerWords();
  if (count === 0) return <p className={classes.dim} role="status">{t('forms.nothing-found')}</p>;
  return (
    <>
      <p className={classes.dim} role="status">{t('forms.found', { count })}{count > found.length ? ` ${t('forms.newest-only', { count: found.length })}` : ''}</p>
      <div className={table.scroll} tabIndex={0} role="region" aria-label={t('forms.answers')}>
        <table className={table.table}>
          <thead><tr>{(['patient', 'when', 'answers', 'by'] as const).map((column) => <th key={column} scope="col">{t(`forms.column.${column}`)}</th>)}</tr></thead>
          <tbody>
            {found.map(({ id, patientId, patientName, patientNumber, filledAt, filledBy, lines }) => {
              const ids = new Set(asked.map((question) => question.id));
              const shown = lines.filter(({ kind }) => kind !== 'heading').sort((a, b) => Number(ids.has(b.questionId)) - Number(ids.has(a.questionId)));
              return (
                <tr key={id}>
                  <th scope="row"><a className={table.rowButton} href={`#/patients/${patientId}/papers`}><bdi>{patientName}</bdi></a> <span className={classes.dim} dir="ltr">{patientNumber}</span></th>
                  <td>{format.dateTime(filledAt, now)}</td>
                  <td>{shown.map((line, index) => <span key={line.questionId}>{index === 0 ? '' : ' · '}<bdi>{words.nameOf(line)}</bdi>: {ids.has(line.questionId) ? <strong><bdi>{words.answerOf(line)}</bdi></strong> : <bdi>{words.answerOf(line)}</bdi>}</span>)}</td>
                  <td><bdi>{filledBy}</bdi></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
