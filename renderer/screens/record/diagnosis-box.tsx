import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermFound } from '#domain/contract/terms.ts';
import { client } from '#renderer/api/client.ts';
import type { Keys } from '#renderer/parts/keys.ts';
import { SuggestBox } from '#renderer/parts/suggest-box.tsx';
import { useSuggestions } from '#renderer/parts/suggestions.ts';
import classes from './record.module.css';

export interface Chosen {
  readonly title: string;
  readonly codeSystem?: string;
  readonly code?: string;
}

interface Props {
  readonly label: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onChoose: (chosen: Chosen) => void;
  readonly keys?: Keys;
}

/** Finds a coded diagnosis as somebody types, in any word order; what is typed can always be taken without a code. */
export function DiagnosisBox({ label, input, onChoose, keys }: Props) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const suggestions = useSuggestions<TermFound>(text, setText, async (typed) => (await client.terms.search({ text: typed, language: i18n.language, limit: 8 })).terms);
  const choose = (chosen: Chosen): void => {
    setText('');
    onChoose(chosen);
  };
  return (
    <SuggestBox
      label={label} input={input} suggestions={suggestions} keyOf={({ system, code }) => `${system} ${code}`}
      show={({ code, title }) => <span className={classes.found}><bdi>{title}</bdi><span className={classes.code} dir="ltr">{code}</span></span>}
      onPick={({ system, code, title }) => choose({ title, codeSystem: system, code })} onTyped={(title) => choose({ title })}
      typedLabel={(typed) => t('record.as-typed', { text: typed })} count={(count) => t('record.found', { count })}
      {...(keys === undefined ? {} : { keys })}
    />
  );
}
