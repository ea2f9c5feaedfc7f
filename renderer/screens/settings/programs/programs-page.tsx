import { Anchor, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useCapabilities } from '#renderer/session/session.ts';
import { LiveContent } from '../parts/live-content.tsx';
import classes from '../parts/page.module.css';
import { Group, Page } from '../parts/page.tsx';
import { NewSecret } from './new-secret.tsx';
import { TokenPanel } from './token-panel.tsx';
import { TokenTable } from './token-table.tsx';

/** Tokens by which other programs use the REST interface. */
export function ProgramsPage() {
  const { t } = useTranslation();
  const served = useCapabilities((state) => state.known?.shell === 'browser');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string }>();
  const live = useLive('tokens.list', () => client.tokens.list({}), ['users']);
  const add = (): void => setAdding(true);
  useAction({ id: 'settings.add-token', title: t('tokens.add'), keys: 'Ctrl+Enter', run: add });
  const onMade = (name: string, secret: string): void => {
    setMade({ name, secret });
    setAdding(false);
    live.reload();
  };
  return (
    <Page
      title={t('settings.page.programs')} about={t('tokens.about')}
      tools={<Button leftSection={<IconPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('tokens.add')}</Button>}
      side={adding && <TokenPanel onMade={onMade} onClose={() => setAdding(false)} />}
    >
      {made && <NewSecret name={made.name} secret={made.secret} onClose={() => setMade(undefined)} />}
      <Group title={t('tokens.list')} wide>
        <LiveContent live={live}>{(data) => <TokenTable tokens={data.tokens} onChanged={live.reload} />}</LiveContent>
        {served
          ? <Anchor href="/api" target="_blank" rel="noreferrer" size="sm" style={{ alignSelf: 'start' }}>{t('tokens.interface')}</Anchor>
          : <span className={classes.dim}>{t('tokens.not-served')}</span>}
      </Group>
    </Page>
  );
}
