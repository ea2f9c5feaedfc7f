import { Button } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormVersion } from '#domain/contract/forms-shapes.ts';
import { fitsVersion } from '#domain/forms/carry-over.ts';
import { nameIn } from '#domain/forms/question.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { elsewhere } from '../settings/parts/field-error.ts';
import { FormFields } from './form-fields.tsx';
import classes from './forms.module.css';
import { useForms, type Filling, type UseFilling } from './use-filling.ts';

interface Props {
  readonly patientId: string;
  readonly inVisit: boolean;
  readonly use: UseFilling;
}

/** The form that is being filled in, by the version it was begun with. */
export function FormFiller({ patientId, inVisit, use }: Props) {
  const definitionId = use.filling?.definitionId ?? '';
  const { data, error } = useLive(definitionId === '' ? null : `forms.version:${definitionId}`, () => client.forms.version({ definitionId }), ['clinic']);
  if (!use.filling) return null;
  if (!data) return error === undefined ? null : <ProblemNote problem={problemOf(error)} />;
  return <Boxes key={data.id} patientId={patientId} inVisit={inVisit} use={use} filling={use.filling} version={data} />;
}

const BOXES = 'input:not([type="checkbox"]):not([type="radio"]), textarea, input[type="radio"]:checked, input[type="radio"], input[type="checkbox"]';

/** The next box after one, a group of choices counting as one; undefined after the last. */
function nextBox(root: HTMLElement, from: Element): HTMLElement | undefined {
  const groups = [...root.querySelectorAll('[data-question]')];
  const at = groups.findIndex((group) => group.contains(from));
  return groups[at + 1]?.querySelector<HTMLElement>(BOXES) ?? undefined;
}

function Boxes({ patientId, inVisit, use, filling, version }: Props & { readonly filling: Filling; readonly version: FormVersion }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const root = useRef<HTMLDivElement>(null);
  const { definition } = version;
  const name = nameIn(version.names, i18n.language, t('forms.unnamed'));
  const store = useCommand(async () => {
    const { definitionId, typed, replacesId } = filling;
    await client.forms.fill({ patientId, definitionId, inVisit, answers: structuredClone(typed) as Record<string, string | string[]>, ...(replacesId === null ? {} : { replacesId }) });
    toast('done', t('forms.stored', { name: isolated(name) }));
    use.leave();
  });
  const { problem } = store;
  useEffect(() => { root.current?.querySelector<HTMLElement>(BOXES)?.focus(); }, []);
  useEffect(() => {
    if (problem?.code !== 'INVALID') return;
    const id = problem.issues[0]?.field.replace(/^answers\./, '') ?? '';
    root.current?.querySelector<HTMLElement>(`[data-question="${CSS.escape(id)}"]`)?.querySelector<HTMLElement>(BOXES)?.focus();
  }, [problem]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey) void store.run();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && root.current) (nextBox(root.current, event.target) ?? root.current.querySelector<HTMLElement>('[data-store]'))?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={root} className={classes.filler} role="group" aria-label={t('forms.filling', { name: isolated(name) })} onKeyDown={onKey}>
      <div className={classes.head}>
        <h3 className={classes.name} dir="auto">{name}</h3>
        <span className={classes.dim}>{t(filling.replacesId === null ? 'forms.version' : 'forms.correcting', { version: version.version })}</span>
        {use.restoredAt === null ? null : <span className={classes.dim}>{t('visit.restored', { time: format.dateTime(use.restoredAt, now) })}</span>}
      </div>
      <NewerNote filling={filling} version={version} use={use} />
      {definition ? <FormFields definition={definition} typed={filling.typed} problem={problem} onTyped={(typed) => { use.set({ ...filling, typed }); store.clear(); }} /> : <ProblemNote problem={{ code: 'CONFLICT', reason: 'form-of-newer-program' }} />}
      <ProblemNote problem={elsewhere(problem, definition?.questions.map(({ id }) => `answers.${id}`) ?? [])} />
      <div className={classes.foot}>
        <Button size="compact-md" data-store loading={store.busy} disabled={definition === null} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={() => void store.run()}>{t('forms.store')}</Button>
        <Button size="compact-md" variant="subtle" onClick={use.leave}>{t('forms.leave')}</Button>
        <span className={classes.dim}>{t('forms.kept')}</span>
      </div>
    </div>
  );
}

/** Another version came while this one is being filled in: it stays, and can be left for the newer one where nothing typed is lost. */
function NewerNote({ filling, version, use }: { readonly filling: Filling; readonly version: FormVersion; readonly use: UseFilling }) {
  const { t } = useTranslation();
  const newest = useForms().data?.forms.find(({ formKey }) => formKey === version.formKey);
  if (!newest || newest.id === version.id || filling.replacesId !== null) return null;
  const fits = version.definition !== null && newest.definition !== null && fitsVersion(filling.typed, version.definition, newest.definition);
  return (
    <AttentionNote>
      {t(fits ? 'forms.newer' : 'forms.newer-unfit', { version: version.version })}
      {fits ? <>{' '}<Button size="compact-sm" variant="subtle" onClick={() => use.set({ ...filling, definitionId: newest.id })}>{t('forms.go-over', { version: newest.version })}</Button></> : null}
    </AttentionNote>
  );
}
