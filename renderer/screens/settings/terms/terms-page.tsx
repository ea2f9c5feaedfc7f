import { useTranslation } from 'react-i18next';
import type { TermList } from '#domain/contract/terms.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { RecordLine } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { SmallButton } from '#renderer/screens/record/tools.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { BringIn } from './bring-in.tsx';
import { systemName } from './systems.ts';

/** The lists in which diagnoses are found on this PC, and bringing in the clinic's own. */
export function TermsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const live = useLive('terms.lists', () => client.terms.lists({}), []);
  return (
    <Page title={t('settings.page.terms')} about={t('terms.about')}>
      <Group wide>
        <LiveContent live={live}>
          {({ lists, builtIn }) => (
            <ul className={record.lines}>
              <RecordLine title={t('terms.built-in')} more={[t('terms.built-in-note', { count: builtIn })]} />
              {lists.map((list) => <ListLine key={list.id} list={list} terms={format.number(list.terms)} onGone={live.reload} />)}
            </ul>
          )}
        </LiveContent>
      </Group>
      <Group title={t('terms.bring-in')} wide><BringIn onDone={live.reload} /></Group>
    </Page>
  );
}

function ListLine({ list: { id, name, system, terms: count, importedAt }, terms, onGone }: { readonly list: TermList; readonly terms: string; readonly onGone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const remove = useCommand(async () => {
    await client.terms.removeList({ listId: id });
    onGone();
  });
  return (
    <RecordLine
      title={<bdi>{name}</bdi>} code={systemName(system)} more={[t('terms.count', { count, terms }), t('terms.imported', { when: format.dateTime(importedAt, now) })]}
      tools={<SmallButton label={t('terms.remove')} about={name} busy={remove.busy} onClick={() => void remove.run()} />}
    >
      <ProblemNote problem={remove.problem} />
    </RecordLine>
  );
}
