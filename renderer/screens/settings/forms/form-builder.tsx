import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormShape } from '#domain/contract/forms-shapes.ts';
import type { TypedAnswers } from '#domain/forms/answers.ts';
import { FORM_LIMITS, nameIn } from '#domain/forms/question.ts';
import { client } from '#renderer/api/client.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { FormFields } from '#renderer/screens/forms/form-fields.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Page } from '../parts/page.tsx';
import { RestoredNote } from '../parts/restored-note.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { definitionOf, draftOf, issuesOf, moved, newQuestion, type FormDraft, type QuestionDraft } from './form-draft.ts';
import classes from './forms.module.css';
import { QuestionRow } from './question-row.tsx';
import { Versions } from './versions.tsx';

const EMPTY: FormDraft = { names: {}, questions: [] };

/** A form being built, and beside it how it will be filled in. What is typed is kept; only publishing changes what is offered. */
export function FormBuilder({ form, onClose }: { readonly form: FormShape | undefined; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const languages = useClinicSettings()?.languages ?? ['en'];
  const title = form ? nameIn(form.names, i18n.language, t('forms.unnamed')) : t('forms.add');
  const kept = useDraft<FormDraft>(`form:${form?.formKey ?? 'new'}`, title, form?.definition ? draftOf(form.definition) : EMPTY);
  const draft = kept.value;
  const [found, setFound] = useState<Problem>();
  const publish = useCommand(async () => {
    const issues = issuesOf(draft);
    setFound(issues.length === 0 ? undefined : { code: 'INVALID', issues });
    if (issues.length > 0) return;
    const published = await client.forms.publish({ definition: structuredClone(definitionOf(draft)) as never, ...basisOf(form) });
    toast('done', t('forms.published', { name: isolated(nameIn(published.names, i18n.language)), version: published.version }));
    kept.discard();
    onClose();
  });
  const setActive = useCommand(async () => { if (form) await client.forms.setActive({ formKey: form.formKey, active: !form.active }); });
  const problem = found ?? publish.problem;
  const set = (change: Partial<FormDraft>): void => {
    setFound(undefined);
    publish.clear();
    kept.set(change);
  };
  return (
    <Page
      title={title} about={form ? t('forms.about-version', { version: form.version }) : t('forms.about-new')} side={<Preview draft={draft} />}
      tools={(
        <>
          <ActionButton action={{ id: 'forms.publish', title: t(form ? 'forms.publish-next' : 'forms.publish'), keys: 'Ctrl+S', run: () => void publish.run(), when: kept.dirty }} busy={publish.busy} />
          {form ? <Button variant="default" loading={setActive.busy} onClick={() => void setActive.run()}>{t(form.active ? 'forms.take-out' : 'forms.take-in')}</Button> : null}
          <ActionButton action={{ id: 'forms.close', title: t('forms.close'), keys: 'Escape', run: onClose }} variant="default" />
        </>
      )}
    >
      <div className={classes.builder}>
        <RestoredNote draft={kept} onDiscard={kept.discard} />
        <Mistakes problem={problem ?? setActive.problem} />
        <FormNames draft={draft} languages={languages} problem={problem} onChange={(names) => set({ names })} />
        <Questions draft={draft} languages={languages} problem={problem} onChange={(questions) => set({ questions })} />
        {form ? <Versions form={form} onTake={(definition) => set(draftOf(definition))} /> : null}
      </div>
    </Page>
  );
}

const basisOf = (form: FormShape | undefined) => (form ? { formKey: form.formKey, basedOn: form.id } : {});

/** How much is wrong; what, stands at each place. */
function Mistakes({ problem }: { readonly problem: Problem | undefined }) {
  const { t } = useTranslation();
  if (problem?.code !== 'INVALID') return <ProblemNote problem={problem} />;
  const whole = issueOf(problem, 'questions');
  return <p className={classes.wrong} role="alert">{whole ? issueText(whole, t) : t('forms.mistakes', { count: problem.issues.length })}</p>;
}

interface PartProps<T> {
  readonly draft: FormDraft;
  readonly languages: readonly string[];
  readonly problem: Problem | undefined;
  readonly onChange: (value: T) => void;
}

function FormNames({ draft: { names }, languages, problem, onChange }: PartProps<FormDraft['names']>) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => { first.current?.focus(); }, []);
  const issue = issueOf(problem, 'names');
  return (
    <div>
      <div className={classes.names}>
        {languages.map((language, at) => (
          <label key={language} className={classes.box} data-wrong={issue && at === 0 ? true : undefined}>
            <span>{languages.length === 1 ? t('forms.form-name') : t('forms.form-name-in', { language: format.languageName(language) })}</span>
            <input ref={at === 0 ? first : undefined} value={names[language] ?? ''} maxLength={FORM_LIMITS.name} dir="auto" autoComplete="off" onChange={(event) => onChange({ ...names, [language]: event.currentTarget.value })} />
          </label>
        ))}
      </div>
      {issue ? <p className={classes.wrong}>{issueText(issue, t)}</p> : null}
    </div>
  );
}

function Questions({ draft: { questions }, languages, problem, onChange }: PartProps<readonly QuestionDraft[]>) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<string>();
  const want = useRef<string>(undefined);
  useEffect(() => {
    if (want.current !== undefined) list.current?.querySelector<HTMLElement>(`[data-question="${want.current}"] input`)?.focus();
    want.current = undefined;
  }, [questions]);
  const change = (next: readonly QuestionDraft[], focus: string | undefined): void => {
    want.current = focus;
    onChange(next);
  };
  const addAfter = (at: number): void => {
    const added = newQuestion();
    change([...questions.slice(0, at + 1), added, ...questions.slice(at + 1)], added.id);
  };
  return (
    <>
      <ol ref={list} className={classes.questions} aria-label={t('forms.questions')}>
        {questions.map((question, at) => (
          <QuestionRow
            key={question.id} question={question} at={at} languages={languages} problem={problem} open={open === question.id} onOpen={() => setOpen(question.id)}
            onChange={(next) => onChange(questions.map((each, index) => (index === at ? next : each)))} onAddBelow={() => addAfter(at)}
            onMove={(by) => change(moved(questions, at, by), question.id)} onRemove={() => change(questions.filter((_, index) => index !== at), (questions[at - 1] ?? questions[at + 1])?.id)}
          />
        ))}
      </ol>
      <div className={classes.foot}>
        <ActionButton action={{ id: 'forms.add-question', title: t('forms.add-question'), keys: 'Alt+N', run: () => addAfter(questions.length - 1) }} variant="default" icon={<IconPlus size={16} aria-hidden />} />
        <span className={classes.dim}>{t('forms.builder-keys')}</span>
      </div>
    </>
  );
}

/** The form as it will be filled in; what is tried here is kept nowhere. */
function Preview({ draft }: { readonly draft: FormDraft }) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<TypedAnswers>({});
  return (
    <aside className={classes.preview} aria-label={t('forms.preview')} tabIndex={0}>
      <h3 className={classes.previewTitle}>{t('forms.preview')}</h3>
      <strong dir="auto">{nameIn(draft.names, i18n.language, t('forms.unnamed'))}</strong>
      {draft.questions.length === 0 ? <p className={classes.dim}>{t('forms.preview-empty')}</p> : <FormFields definition={definitionOf(draft)} typed={typed} onTyped={setTyped} />}
    </aside>
  );
}
