import { IconCircleCheck, IconFlask, IconHelpCircle, type Icon } from '@tabler/icons-react';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DriverView } from '#domain/contract/devices.ts';
import { measureName } from '../../bedside/measure-words.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';

const MARKS: Readonly<Record<DriverView['mark'], Icon>> = { verified: IconCircleCheck, untried: IconHelpCircle, experimental: IconFlask };

/** Every device this program can read, and how far each is to be trusted. */
export function DriverTable({ drivers }: { readonly drivers: readonly DriverView[] }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = drivers.filter(({ maker, models, family }) => [maker, ...models, t(`devices.family.${family}`)].some((word) => word.toLowerCase().includes(wanted)));
  return (
    <>
      <TextInput label={t('devices.find-driver')} value={text} onChange={(event) => setText(event.currentTarget.value)} className={own.find ?? ''} />
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('devices.drivers')}>
        <table className={classes.table}>
          <thead><tr><th scope="col">{t('devices.kind')}</th><th scope="col">{t('devices.maker')}</th><th scope="col">{t('devices.models')}</th><th scope="col">{t('devices.measures')}</th><th scope="col">{t('devices.trust')}</th></tr></thead>
          <tbody>
            {shown.map((driver) => {
              const Mark = MARKS[driver.mark];
              return (
                <tr key={driver.id}>
                  <td>{t(`devices.family.${driver.family}`)}</td>
                  <th scope="row"><bdi>{driver.maker}</bdi></th>
                  <td><bdi>{driver.models.join(', ')}</bdi></td>
                  <td>{driver.measures.map((code) => measureName(code, t)).join(t('bedside.and'))}</td>
                  <td><span className={own.state} data-tone={driver.mark === 'verified' ? 'plain' : 'attention'}><Mark size={16} aria-hidden /><span>{t(`devices.mark.${driver.mark}`)}</span></span></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length === 0 ? <p className={classes.dim}>{t('devices.no-driver')}</p> : null}
    </>
  );
}
