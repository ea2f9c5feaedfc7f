import { useState } from 'react';
import { useDraft } from '#renderer/session/draft.ts';
import { isEmptyForm, readForms, type RegisterForm } from './register-form-state.ts';

/** Registrations that were begun and wait while somebody else is registered. Kept like the one in sight. */
export interface SetAside {
  /** Whether what was kept of them is here by now. */
  readonly ready: boolean;
  /** The one to go on with next. */
  readonly next: RegisterForm | undefined;
  /** Puts a form last, unless nothing is typed in it. */
  readonly put: (form: RegisterForm) => void;
  /** Takes the next one away, and puts the form that stands in its place last. */
  readonly swap: (shown: RegisterForm) => void;
}

export function useSetAside(): SetAside {
  const [forms, setForms] = useState<readonly RegisterForm[]>([]);
  const { ready } = useDraft('register-aside', forms.length === 0 ? null : JSON.stringify(forms), (content) => setForms(readForms(content)));
  const filled = (form: RegisterForm): RegisterForm[] => (isEmptyForm(form) ? [] : [form]);
  return {
    ready, next: forms[0],
    put: (form) => setForms((before) => [...before, ...filled(form)]),
    swap: (shown) => setForms(([, ...rest]) => [...rest, ...filled(shown)]),
  };
}
