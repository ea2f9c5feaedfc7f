import { Button, Popover } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useEffectEvent, useLayoutEffect, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useServices } from '#renderer/session/clinic.ts';
import { showGiven } from '#renderer/session/give-token.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './token-choice.module.css';

interface Props {
  readonly patient: { readonly id: string; readonly name: string };
  readonly keys: string;
  readonly disabled?: boolean;
}

/** Gives the patient a token: one key opens the services, a digit or Enter takes one. A single service needs no choice. */
export function TokenChoice({ patient, keys, disabled = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const services = useServices();
  const [opened, setOpened] = useState(false);
  const issue = useCommand(async (service: Service) => {
    setOpened(false);
    try {
      const token = await client.queue.issue({ patientId: patient.id, serviceId: service.id });
      showGiven(token, patient.name);
      toast('done', t('patients.token-issued', { label: token.label, service: isolated(token.serviceName), count: token.waitingAhead }));
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    }
  });
  const [only, second] = services;
  const start = (): void => {
    if (only && !second) void issue.run(only);
    else setOpened(true);
  };
  const when = !disabled && services.length > 0;
  useAction({ id: 'patients.token', title: t('patients.give-token'), keys, run: start, when });
  useDigits(opened, (digit) => {
    const service = services[digit - 1];
    if (service) void issue.run(service);
  });
  const onKey = (event: ReactKeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <Popover opened={opened} onChange={setOpened} withRoles={false} trapFocus returnFocus position="bottom-start" width={280} withinPortal>
      <Popover.Target>
        <Button
          variant="default" leftSection={<IconTicket size={18} aria-hidden />} rightSection={<KeyHint keys={keys} />}
          onClick={start} disabled={!when} loading={issue.busy} aria-haspopup="dialog" aria-expanded={opened} aria-keyshortcuts={ariaKeys(keys)} data-action="patients.token"
        >
          {t('patients.give-token')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4} role="dialog" aria-label={t('patients.choose-service')}>
        <div className={classes.services} onKeyDown={onKey}>
          {services.map((service, index) => (
            <button key={service.id} type="button" className={classes.service} data-autofocus={index === 0 || undefined} onClick={() => void issue.run(service)}>
              <bdi>{service.name}</bdi>
              {index < 9 ? <KeyHint keys={String(index + 1)} /> : null}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Takes digits wherever the cursor still is: the choice may be open a moment before it has the focus. */
function useDigits(active: boolean, choose: (digit: number) => void): void {
  const onDigit = useEffectEvent((event: KeyboardEvent) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(Number(event.key));
  });
  useLayoutEffect(() => {
    if (!active) return undefined;
    const listen = (event: KeyboardEvent): void => { onDigit(event); };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [active]);
}

/** Moves the focus among the services, round the ends. */
function step(list: Element, by: 1 | -1): void {
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[(at + by + buttons.length) % buttons.length]?.focus();
}
