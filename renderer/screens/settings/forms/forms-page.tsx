import { SegmentedControl } from '@mantine/core';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormShape } from '#domain/contract/forms-shapes.ts';
import { nameIn } from '#domain/forms/question.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useForms } from '#renderer/screens/forms/use-filling.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import table from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import { AnswersPage } from './answers-page.tsx';
import { FormBuilder } from './form-builder.tsx';

type Part = 'build' | 'answers';

/** The clinic's own forms: what they ask, and what was answered. spec: ENC-4 */
export function FormsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const mayBuild = can('forms.manage');
  const [part, setPart] = useState<Part>(mayBuild ? 'build' : 'answers');
  const [chosen, setChosen] = useState<string>();
  const live = useForms();
  const both = mayBuild && can('forms.report');
  useAction({ id: 'forms.answers', title: t('forms.search-answers'), keys: 'a', run: () => { setChosen(undefined); setPart('answers'); }, when: can('forms.report') });
  useAction({ id: 'forms.build', title: t('forms.build'), keys: 'b', run: () => setPart('build'), when: mayBuild });
  const form = live.data?.forms.find(({ formKey }) => formKey === chosen);
  if (part === 'build' && chosen !== undefined && live.data) return <FormBuilder key={chosen} form={form} onClose={() => setChosen(undefined)} />;
  const parts = both ? (
    <SegmentedControl
      aria-label={t('forms.title')} value={part} onChange={(value) => setPart(value === 'answers' ? 'answers' : 'build')}
      data={[{ value: 'build', label: t('forms.build') }, { value: 'answers', label: t('forms.answers') }]}
    />
  ) : undefined;
  return (
    <Page
      title={t('settings.page.forms')} about={t(part === 'build' ? 'forms.about' : 'forms.answers-about')}
      tools={<>{parts}{part === 'build' ? <ActionButton action={{ id: 'forms.add', title: t('forms.add'), keys: 'n', run: () => setChosen('new') }} icon={<IconPlus size={18} aria-hidden />} /> : null}</>}
    >
      <LiveContent live={live}>
        {({ forms }) => (part === 'answers' ? <AnswersPage forms={forms} /> : forms.length === 0
          ? <Empty icon={IconForms} title={t('forms.none')} hint={t('forms.none-hint')} />
          : <Group wide><FormTable forms={forms} onChoose={setChosen} /></Group>)}
      </LiveContent>
    </Page>
  );
}

function FormTable({ forms, onChoose }: { readonly forms: readonly FormShape[]; readonly onChoose: (formKey: string) => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label={t('forms.title')}>
      <table className={table.table}>
        <thead>
          <tr>{(['name', 'questions', 'number', 'published', 'state'] as const).map((column) => <th key={column} scope="col">{t(`forms.column.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {forms.map(({ formKey, names, definition, version, createdAt, active }) => (
            <tr key={formKey} data-off={!active || undefined}>
              <th scope="row"><button type="button" className={table.rowButton} onClick={() => onChoose(formKey)}><bdi>{nameIn(names, i18n.language, t('forms.unnamed'))}</bdi></button></th>
              <td>{definition?.questions.filter(({ kind }) => kind !== 'heading').length ?? '–'}</td>
              <td>{version}</td>
              <td>{format.dateTime(createdAt, now)}</td>
              <td>{t(active ? 'forms.in-use' : 'forms.out-of-use')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
