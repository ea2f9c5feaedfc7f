import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { moved } from '../forms/form-draft.ts';
import classes from './laboratory.module.css';

interface Props {
  readonly tests: readonly string[];
  readonly nameOf: (code: string) => string;
  readonly onChange: (tests: readonly string[]) => void;
}

/** The tests of a group: arrows go from one to the next, with Alt they move it, Delete takes it out. */
export function GroupTests({ tests, nameOf, onChange }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const want = useRef<string>(undefined);
  const focus = (code: string | undefined): void => { if (code !== undefined) list.current?.querySelector<HTMLElement>(`[data-test="${code}"]`)?.focus(); };
  useEffect(() => {
    focus(want.current);
    want.current = undefined;
  }, [tests]);
  const change = (next: readonly string[], then: string | undefined): void => {
    want.current = then;
    onChange(next);
  };
  const move = (at: number, by: -1 | 1): void => change(moved(tests, at, by), tests[at]);
  const remove = (at: number): void => change(tests.filter((_, index) => index !== at), tests[at + 1] ?? tests[at - 1]);
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (by !== undefined && event.altKey) move(at, by);
    else if (by !== undefined) focus(tests[at + by]);
    else if (event.key === 'Delete' || (event.altKey && event.key === 'Backspace')) remove(at);
    else return;
    event.preventDefault();
  };
  if (tests.length === 0) return null;
  return (
    <>
      <ol ref={list} className={classes.group} aria-label={t('laboratory.settings.group-tests')}>
        {tests.map((code, at) => (
          <li key={code} className={classes.member}>
            <button type="button" data-test={code} className={classes.memberName} onKeyDown={(event) => onKeyDown(event, at)}>{nameOf(code)}</button>
            <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={t('laboratory.settings.move-up', { test: nameOf(code) })} onClick={() => move(at, -1)}><IconArrowUp size={16} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={at === tests.length - 1} aria-label={t('laboratory.settings.move-down', { test: nameOf(code) })} onClick={() => move(at, 1)}><IconArrowDown size={16} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t('laboratory.chart.remove', { test: nameOf(code) })} onClick={() => remove(at)}><IconTrash size={16} aria-hidden /></ActionIcon>
          </li>
        ))}
      </ol>
      <p className={classes.keys}>{t('laboratory.settings.group-keys')}</p>
    </>
  );
}
