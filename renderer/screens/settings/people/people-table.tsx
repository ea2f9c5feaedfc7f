import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Name } from '#renderer/parts/name.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import type { StaffMember } from './staff-member.ts';

interface Props {
  readonly people: readonly StaffMember[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Those who work here first, then those switched off. */
export function PeopleTable({ people, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const sorted = people.toSorted((a, b) => Number(b.active) - Number(a.active));
  return (
    <div className={classes.group}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('users.name')}</th>
            <th scope="col">{t('users.roles')}</th>
            <th scope="col">{t('users.language')}</th>
            <th scope="col">{t('users.signs-in-with')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((person) => (
            <tr key={person.id} data-chosen={person.id === chosen || undefined} data-off={!person.active || undefined}>
              <th scope="row">
                <button type="button" className={classes.rowButton} aria-pressed={person.id === chosen} onClick={() => onChoose(person.id)}><Name>{person.name}</Name></button>
              </th>
              <td>{person.roles.map((role) => t(`roles.${role}`)).join(t('users.and'))}</td>
              <td>{person.language === null ? t('users.clinic-language') : format.languageName(person.language)}</td>
              <td>
                {person.active ? t(person.hasPin ? 'users.with-pin' : 'users.with-password') : <Badge color="gray" variant="outline">{t('users.off')}</Badge>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
