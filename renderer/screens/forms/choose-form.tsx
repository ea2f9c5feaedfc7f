import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameIn } from '#domain/forms/question.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import type { Keys } from '#renderer/parts/keys.ts';
import classes from './forms.module.css';
import { useForms } from './use-filling.ts';

/** Which form is filled in: its first letters choose, Enter opens it. */
export function ChooseForm({ keys, onChoose }: { readonly keys: Keys; readonly onChoose: (definitionId: string) => void }) {
  const { t, i18n } = useTranslation();
  const select = useRef<HTMLSelectElement>(null);
  const [chosen, setChosen] = useState('');
  const inUse = (useForms().data?.forms ?? []).filter(({ active }) => active);
  useAction({ id: 'forms.choose', title: t('forms.choose'), keys, run: () => select.current?.focus(), when: inUse.length > 0 });
  if (inUse.length === 0) return <p className={classes.dim}>{t('forms.none-offered')}</p>;
  const id = inUse.some((form) => form.id === chosen) ? chosen : inUse[0]?.id ?? '';
  const open = (): void => onChoose(id);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    open();
  };
  return (
    <div className={classes.choose}>
      <select ref={select} value={id} aria-label={t('forms.choose')} aria-keyshortcuts={keys} onChange={(event) => setChosen(event.currentTarget.value)} onKeyDown={onKey}>
        {inUse.map((form) => <option key={form.id} value={form.id}>{nameIn(form.names, i18n.language, t('forms.unnamed'))}</option>)}
      </select>
      <Button size="compact-md" variant="default" rightSection={<KeyHint keys={keys} />} onClick={open}>{t('forms.fill-in')}</Button>
    </div>
  );
}
