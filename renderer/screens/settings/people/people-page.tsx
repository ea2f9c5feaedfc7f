import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { PeopleTable } from './people-table.tsx';
import { PersonPanel } from './person-panel.tsx';
import type { StaffMember } from './staff-member.ts';

/** What stands in the panel: somebody, somebody new, or nobody. */
type Chosen = { readonly id: string } | 'new' | undefined;

/** Everybody who works here and what they may do. spec: ADM-1 */
export function PeoplePage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('users.list', () => client.users.list({}), ['users']);
  const people = live.data?.people ?? [];
  const person = typeof chosen === 'object' ? people.find(({ id }) => id === chosen.id) : undefined;
  const add = (): void => setChosen('new');
  useAction({ id: 'settings.add-person', title: t('users.add'), keys: 'Ctrl+Enter', run: add });
  const open = chosen === 'new' || person !== undefined;
  return (
    <Page
      title={t('settings.page.people')} about={t('users.about')}
      tools={<Button leftSection={<IconUserPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('users.add')}</Button>}
      side={open && (
        <PersonPanel key={person?.id ?? 'new'} person={person} onClose={() => setChosen(undefined)} />
      )}
    >
      <LiveContent live={live}>
        {(data: { people: StaffMember[] }) => <PeopleTable people={data.people} chosen={person?.id} onChoose={(id) => setChosen({ id })} />}
      </LiveContent>
    </Page>
  );
}
