import { Badge } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '#domain/contract/providers.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import classes from '../parts/page.module.css';

interface Props {
  readonly providers: readonly Provider[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Those who treat here first, then those switched off. */
export function ProviderTable({ providers, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const rooms = useLive('clinic.rooms', () => client.clinic.rooms({}), ['clinic']).data?.rooms ?? [];
  if (providers.length === 0) return <Empty icon={IconStethoscope} title={t('providers.none')} hint={t('providers.none-hint')} />;
  const sorted = providers.toSorted((a, b) => Number(b.active) - Number(a.active));
  const roomNames = (ids: readonly string[]): string => rooms.filter(({ id }) => ids.includes(id)).map(({ name }) => name).join(t('users.and'));
  return (
    <div className={classes.group}>
      <table className={classes.table}>
        <thead>
          <tr>
            {(['name', 'kind', 'speciality', 'registration', 'rooms'] as const).map((column) => <th key={column} scope="col">{t(`providers.${column}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {sorted.map((provider) => (
            <tr key={provider.id} data-chosen={provider.id === chosen || undefined} data-off={!provider.active || undefined}>
              <th scope="row">
                <button type="button" className={classes.rowButton} aria-pressed={provider.id === chosen} onClick={() => onChoose(provider.id)}><Name>{provider.name}</Name></button>
              </th>
              <td>{t(`providers.kinds.${provider.kind}`)} {provider.active ? null : <Badge color="gray" variant="outline">{t('users.off')}</Badge>}</td>
              <td><bdi>{provider.speciality}</bdi></td>
              <td><bdi>{provider.registrationNumber}</bdi></td>
              <td><bdi>{roomNames(provider.roomIds)}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
