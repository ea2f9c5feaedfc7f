import { Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import { rangeText } from '#domain/lab/range.ts';
import { nameIn, type LabTest } from '#domain/lab/test.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import table from '../parts/page.module.css';
import { GroupPanel } from './group-panel.tsx';
import own from './laboratory.module.css';
import { TestPanel } from './test-panel.tsx';

type Choice = { readonly code: string } | { readonly group: string } | 'new' | 'new-group' | undefined;

/** What the laboratory offers, its units and ranges, and who verifies. spec: LAB-1 */
export function LaboratoryPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Choice>();
  const live = useLive('laboratory.catalogue', () => client.laboratory.catalogue({}), ['lab']);
  const catalogue = useLabCatalogue();
  const settings = useCommand(async (secondPerson: boolean) => { await client.laboratory.saveSettings({ secondPerson }); });
  return (
    <Page
      title={t('settings.page.laboratory')} about={t('laboratory.settings.about')}
      tools={<ActionButton action={{ id: 'settings.add-lab-test', title: t('laboratory.settings.add'), keys: 'Ctrl+Enter', run: () => setChosen('new') }} icon={<IconPlus size={18} aria-hidden />} />}
      side={catalogue && chosen !== undefined ? <Chosen chosen={chosen} tests={live.data?.tests ?? []} catalogue={catalogue} onClose={() => setChosen(undefined)} /> : null}
    >
      <Group wide>
        <Switch className={own.switch ?? ''} label={t('laboratory.settings.second-person')} description={t('laboratory.settings.second-person-about')} checked={catalogue?.secondPerson ?? false} onChange={(event) => void settings.run(event.currentTarget.checked)} />
        <ProblemNote problem={settings.problem} />
        <LiveContent live={live}>{() => (catalogue ? <TestTable catalogue={catalogue} chosen={codeOf(chosen, 'code')} onChoose={(code) => setChosen({ code })} /> : null)}</LiveContent>
      </Group>
      <Group wide title={t('laboratory.settings.groups')}>
        {catalogue ? <GroupTable catalogue={catalogue} chosen={codeOf(chosen, 'group')} onChoose={(code) => setChosen({ group: code })} /> : null}
        <div><ActionButton variant="default" action={{ id: 'settings.add-lab-group', title: t('laboratory.settings.add-group'), keys: 'Alt+G', run: () => setChosen('new-group') }} icon={<IconPlus size={18} aria-hidden />} /></div>
      </Group>
    </Page>
  );
}

function codeOf(choice: Choice, of: 'code' | 'group'): string | undefined {
  if (typeof choice !== 'object') return undefined;
  return Object.entries(choice).find(([kind]) => kind === of)?.[1];
}

/** The panel of what was chosen, or of what is added. */
function Chosen({ chosen, tests, catalogue, onClose }: { readonly chosen: NonNullable<Choice>; readonly tests: readonly LabTestShape[]; readonly catalogue: Catalogue; readonly onClose: () => void }) {
  const test = tests.find(({ code }) => code === codeOf(chosen, 'code'));
  const group = catalogue.panels.find(({ code }) => code === codeOf(chosen, 'group'));
  if (chosen === 'new' || test) return <TestPanel key={test?.code ?? 'new'} test={test} catalogue={catalogue} onClose={onClose} />;
  return chosen === 'new-group' || group ? <GroupPanel key={group?.code ?? 'new-group'} group={group} catalogue={catalogue} onClose={onClose} /> : null;
}

function TestTable({ catalogue, chosen, onChoose }: { readonly catalogue: Catalogue; readonly chosen: string | undefined; readonly onChoose: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label={t('laboratory.tests')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.test')}</th>
            <th scope="col">{t('laboratory.number')}</th>
            <th scope="col">{t('laboratory.unit')}</th>
            <th scope="col">{t('laboratory.range')}</th>
          </tr>
        </thead>
        <tbody>
          {catalogue.tests.map((test) => (
            <tr key={test.code} data-chosen={test.code === chosen || undefined} data-off={!test.active || undefined}>
              <th scope="row"><button type="button" className={table.rowButton} aria-pressed={test.code === chosen} onClick={() => onChoose(test.code)}>{catalogue.nameOf(test.code)}</button></th>
              <td>{t(`laboratory.specimen.${test.specimen}`)}</td>
              <td><bdi dir="ltr">{unitLabel(test.unit)}</bdi></td>
              <td><Ranges test={test} catalogue={catalogue} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is ordered together. */
function GroupTable({ catalogue, chosen, onChoose }: { readonly catalogue: Catalogue; readonly chosen: string | undefined; readonly onChoose: (code: string) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label={t('laboratory.settings.groups')}>
      <table className={table.table}>
        <thead><tr><th scope="col">{t('laboratory.settings.group')}</th><th scope="col">{t('laboratory.tests')}</th></tr></thead>
        <tbody>
          {catalogue.panels.map(({ code, names, tests, active }) => (
            <tr key={code} data-chosen={code === chosen || undefined} data-off={!active || undefined}>
              <th scope="row"><button type="button" className={table.rowButton} aria-pressed={code === chosen} onClick={() => onChoose(code)}>{nameIn(names, i18n.language)}</button></th>
              <td>{tests.map((test) => catalogue.nameOf(test)).join(t('everywhere.comma'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The ranges of adults in the test's own unit and how many there are besides, or the answers it takes. */
function Ranges({ test, catalogue }: { readonly test: LabTest; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  if (test.kind === 'coded') return <>{test.choices.map(({ code }) => isolated(catalogue.answerName(code))).join(' / ')}</>;
  const all = test.ranges.filter((range) => range.unit === test.unit && rangeText(range) !== '');
  const usual = all.filter(({ beforeDays, pregnant }) => beforeDays === null && pregnant !== 'only');
  const shown = usual.length > 0 ? usual : all.slice(0, 1);
  if (shown.length === 0) return <>–</>;
  return (
    <>
      {shown.map((range, index) => (
        <Fragment key={`${range.sex} ${rangeText(range)}`}>
          {index > 0 ? ' · ' : null}<bdi dir="ltr">{rangeText(range)}</bdi>{range.sex === 'any' ? null : <span className={table.dim}> {t(`laboratory.settings.sex.${range.sex}`)}</span>}
        </Fragment>
      ))}
      {all.length > shown.length ? <span className={table.dim}> · {t('laboratory.settings.more-ranges', { count: all.length - shown.length })}</span> : null}
    </>
  );
}
