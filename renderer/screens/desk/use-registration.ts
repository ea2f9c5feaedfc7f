import { useEffect, useRef, useState } from 'react';
import { client } from '#renderer/api/client.ts';
import { useCommand, type Command } from '#renderer/api/use-command.ts';
import { useDraft } from '#renderer/session/draft.ts';
import { showGiven, useServiceChoice } from '#renderer/session/give-token.ts';
import { closePanel } from '#renderer/session/open-patient.ts';
import { useRegisterSeed } from '#renderer/session/register-seed.ts';
import { EMPTY_FORM, hasMore, holdsOnly, isEmptyForm, newPatientOf, readForm, type RegisterForm } from './register-form-state.ts';
import { useSetAside } from './use-set-aside.ts';

export interface Registration {
  readonly form: RegisterForm;
  readonly change: (part: Partial<RegisterForm>) => void;
  readonly empty: boolean;
  readonly clear: () => void;
  readonly submit: () => void;
  readonly command: Command<[], unknown>;
  /** The field without which nothing can be saved. */
  readonly missing: 'name' | 'sex' | undefined;
  readonly service: ReturnType<typeof useServiceChoice>;
  readonly more: {
    readonly open: boolean;
    readonly toggle: () => void;
    readonly openForPhoto: () => void;
    /** It was opened to take a photo. */
    readonly photoNow: boolean;
  };
  readonly restoredAt: string | null;
  /** A registration that was begun before this one and is not finished. */
  readonly unfinished: { readonly name: string; readonly goOn: () => void } | undefined;
  readonly focusName: () => void;
}

/** Found by its id: a result of this hook must not hold a reference that is only set after it was drawn. */
export const NAME_BOX = 'register-name';

function focusName(): void {
  const box = document.getElementById(NAME_BOX);
  box?.focus();
  if (box instanceof HTMLInputElement) box.select();
}

/** The form may arrive after somebody began to type in the search box: it takes the cursor from no other box. */
export function focusNameIfFree(): void {
  if (!(document.activeElement instanceof HTMLInputElement)) focusName();
}

/** The registration form: what is typed, its draft, and sending it. */
export function useRegistration(): Registration {
  const [form, setForm] = useState(EMPTY_FORM);
  const [moreOpen, setMoreOpen] = useState<'no' | 'yes' | 'for-photo'>('no');
  /** Nothing was begun here before what stands in the form. */
  const [first, setFirst] = useState(true);
  const [missing, setMissing] = useState<Registration['missing']>();
  const service = useServiceChoice();
  const empty = isEmptyForm(form);
  const open = moreOpen !== 'no' || hasMore(form);
  const draft = useDraft('register', empty ? null : JSON.stringify(form), (content) => setForm(readForm(content)));
  const aside = useSetAside();
  const begin = (next: RegisterForm): void => {
    setForm(next);
    setFirst(false);
    setMoreOpen('no');
    setMissing(undefined);
    focusName();
  };
  const reset = (): void => {
    draft.drop();
    begin(EMPTY_FORM);
  };
  const command = useCommand(async () => {
    const { patient, token } = await client.patients.register({ ...newPatientOf(form), serviceId: await service.settled() });
    showGiven(token, patient.name);
    closePanel();
    reset();
  });
  useSeed(draft.ready && aside.ready, (name) => {
    if (!holdsOnly(form, name)) aside.put(form);
    command.clear();
    begin({ ...EMPTY_FORM, name });
  });
  const goOn = (): void => {
    if (!aside.next) return;
    aside.swap(form);
    command.clear();
    begin(aside.next);
  };
  return {
    form, empty, missing, command, service, focusName,
    change: (part) => { setForm((before) => ({ ...before, ...part })); setMissing(undefined); command.clear(); },
    clear: () => { command.clear(); reset(); },
    submit: () => {
      const lacking = form.name.trim() === '' ? 'name' : form.sex === '' ? 'sex' : undefined;
      setMissing(lacking);
      if (lacking === 'name') focusName();
      if (lacking === undefined) void command.run();
    },
    more: {
      open, photoNow: moreOpen === 'for-photo', toggle: () => setMoreOpen(open ? 'no' : 'yes'), openForPhoto: () => setMoreOpen('for-photo'),
    },
    restoredAt: empty || !first ? null : draft.restoredAt,
    unfinished: aside.next && { name: aside.next.name.trim(), goOn },
  };
}

/**
 * A name handed over from the search box starts the form.
 * @param ready what was kept of the form is in it by now, and cannot be taken for something new
 */
function useSeed(ready: boolean, take: (name: string) => void): void {
  const { name, round } = useRegisterSeed();
  const taken = useRef(0);
  useEffect(() => {
    if (!ready || round === taken.current) return;
    taken.current = round;
    if (name !== '') take(name);
    // Taken once: going back to the desk later starts empty.
    useRegisterSeed.setState({ name: '' });
  });
}
