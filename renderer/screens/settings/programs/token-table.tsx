import { Badge } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client, type Client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import classes from '../parts/page.module.css';

type Token = Awaited<ReturnType<Client['tokens']['list']>>['tokens'][number];

/** Programs that may come in, and those that no longer may. */
export function TokenTable({ tokens, onChanged }: { readonly tokens: readonly Token[]; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const revoke = useCommand(async (id: string) => {
    await client.tokens.revoke({ id });
    onChanged();
  });
  if (tokens.length === 0) return <Empty icon={IconPlugConnected} title={t('tokens.none')} hint={t('tokens.none-hint')} />;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('tokens.list')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('tokens.name')}</th>
            <th scope="col">{t('tokens.may')}</th>
            <th scope="col">{t('tokens.made')}</th>
            <th scope="col">{t('tokens.used')}</th>
            <th scope="col"><span className="db-hidden">{t('tokens.revoke')}</span></th>
          </tr>
        </thead>
        <tbody>
          {tokens.toSorted((a, b) => Number(b.active) - Number(a.active)).map((token) => (
            <tr key={token.id} data-off={!token.active || undefined}>
              <th scope="row"><Name>{token.name}</Name></th>
              <td>{token.permissions.map((each) => t(`tokens.permission.${each}`, { defaultValue: each })).join(t('tokens.and'))}</td>
              <td>{format.dateTime(token.createdAt, now)}</td>
              <td>{token.lastUsedAt === null ? t('tokens.never') : format.dateTime(token.lastUsedAt, now)}</td>
              <td className={classes.tableEnd}>
                {token.active
                  ? <ConfirmButton
                      size="xs" variant="default" label={t('tokens.revoke')} question={t('tokens.revoke-question', { name: isolated(token.name) })}
                      confirm={t('tokens.revoke')} busy={revoke.busy} onConfirm={() => void revoke.run(token.id)}
                    />
                  : <Badge color="gray" variant="outline">{t('tokens.revoked')}</Badge>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={revoke.problem} />
    </div>
  );
}
