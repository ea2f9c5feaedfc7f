import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconPackageImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OriginalEntry } from '#domain/contract/documents.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './papers.module.css';

type Lines = Awaited<ReturnType<typeof client.documents.original>>['lines'];

/** What a kind of FHIR resource is called; one without a name of ours by its own, taken apart: `NutritionOrder` gives `Nutrition order`. */
export function useTypeName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => t(`originals.types.${type}`, { defaultValue: apart(type) });
}

function apart(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One resource: what it is, when, and all it says. */
export function OriginalRow({ patientId, original: { id, type, title, on, broughtAt } }: { readonly patientId: string; readonly original: OriginalEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const typeName = useTypeName();
  const [lines, setLines] = useState<Lines>();
  const read = useCommand(async () => { setLines((await client.documents.original({ patientId, originalId: id })).lines); });
  const name = title ?? typeName(type);
  return (
    <li className={classes.row}>
      <IconPackageImport size={22} stroke={1.5} aria-hidden className={classes.icon ?? ''} />
      <div className={classes.what}>
        <strong className={classes.title}><bdi>{name}</bdi></strong>
        <span className={classes.facts}>
          {title === null ? null : <span>{typeName(type)}</span>}
          {on === null ? null : <span>{format.dateTime(on, now)}</span>}
          <span>{t('originals.brought', { when: format.dateTime(broughtAt, now) })}</span>
        </span>
      </div>
      <div className={classes.rowButtons}>
        <Button
          variant="subtle" size="compact-sm" loading={read.busy} aria-expanded={lines !== undefined} leftSection={lines ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          onClick={() => (lines ? setLines(undefined) : void read.run())}
        >
          {t(lines ? 'originals.hide' : 'originals.show')}<span className="db-hidden">{title === null ? ` ${name}` : ` ${typeName(type)} ${title}`}</span>
        </Button>
      </div>
      <ProblemNote problem={read.problem} />
      {lines ? <OriginalText lines={lines} /> : null}
    </li>
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const DEEPEST_STEP = 6;

/** A resource as lines: what each element is called, and what it says. */
function OriginalText({ lines }: { readonly lines: Lines }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const nameOf = (element: string): string => t(`originals.elements.${element}`, { defaultValue: apart(element) });
  // A span's ends are two dates with a dash between them.
  const words = (value: string): string => value.split(' – ').map((part) => (INSTANT.test(part) && !Number.isNaN(Date.parse(part)) ? format.dateTime(new Date(part).toISOString(), now) : part)).join(' – ');
  return (
    <dl className={classes.lines} tabIndex={0}>
      {lines.map(({ depth, element, value }, index) => (
        <div key={index} data-depth={Math.min(depth, DEEPEST_STEP)}>
          <dt>{nameOf(element)}</dt>
          {value === null ? null : <dd dir="auto">{words(value)}</dd>}
        </div>
      ))}
    </dl>
  );
}
