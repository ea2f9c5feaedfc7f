import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_NAME } from '#domain/patients/clean-name.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { SuggestBox } from '#renderer/parts/suggest-box.tsx';
import { useSuggestions } from '#renderer/parts/suggestions.ts';

/** What another box or a button asks of the box for who it is. */
export interface WhoBox {
  /** Takes the name as it stands where nobody is registered by it; otherwise shows who it may be. */
  readonly take: () => void;
}

interface Props {
  readonly ref?: Ref<WhoBox>;
  readonly label: string;
  readonly initial?: string;
  readonly onPick: (patient: PatientBrief) => void;
  readonly onTyped: (name: string) => void;
  /** What taking the text as it stands does. */
  readonly typedLabel: (name: string) => string;
}

const find = async (text: string): Promise<readonly PatientBrief[]> => (await client.patients.search({ text, limit: 6 })).patients;

/** One box for who it is: a registered patient by name, phone or number, or a name as it stands. */
export function PatientBox({ ref, label, initial = '', onPick, onTyped, typedLabel }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => { input.current?.focus(); }, []);
  const suggestions = useSuggestions(text, setText, find);
  useImperativeHandle(ref, () => ({
    take: () => {
      if (text.trim() === '') input.current?.focus();
      else suggestions.whenFound((found) => { if (found.length === 0) onTyped(text.trim()); else input.current?.focus(); });
    },
  }));
  return (
    <SuggestBox
      first label={label} suggestions={suggestions} input={input} show={(patient) => <PatientLine patient={patient} detail />} keyOf={({ id }) => id} onPick={onPick} onTyped={onTyped}
      typedLabel={(name) => typedLabel(isolated(name))} opensOnFocus={ref !== undefined} longest={MAX_NAME} count={(count) => t('calendar.found', { count })}
    />
  );
}
