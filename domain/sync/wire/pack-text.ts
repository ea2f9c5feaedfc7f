import type { ColumnValue, Previous } from '../operation.ts';
import { compactId } from './compact-id.ts';
import type { LoggedOperation } from './logged.ts';
import { Dictionary, packColumns, packPrevious, sameHeader } from './pack.ts';

/** An operation whose columns and versions are JSON, as logs keep them. */
export interface LoggedTexts extends Omit<LoggedOperation, 'columns' | 'previous'> {
  readonly columnsText: string;
  readonly previousText: string;
}

/**
 * The JSON of what `pack` makes. A log holds the columns as text: where they go on as text they need not become objects in
 * between, which is most of the work of a page.
 */
export function packText(operations: readonly LoggedTexts[]): string {
  const origins = new Dictionary();
  const [people, intents, batches] = [new Dictionary(), new Dictionary(), new Dictionary()];
  const rows = new Map<string, number>();
  const groups: string[] = [];
  let text = '';
  let before: LoggedTexts | undefined;
  operations.forEach((op, at) => {
    const isSame = before !== undefined && sameHeader(before, op);
    if (!isSame) {
      if (before) groups.push(`${text}]]`);
      const header = [origins.place(op.origin), people.place(op.personId), intents.place(op.intent), batches.place(op.batch), op.at, op.schemaVersion, op.group, op.dseq, op.seq];
      text = `[${header.join(',')},[`;
    }
    const known = rows.get(op.rowId);
    if (known === undefined) rows.set(op.rowId, at);
    text += `${isSame ? ',' : ''}[${idText(op.opId)},${op.table},${known ?? idText(op.rowId)},${op.kind},${op.hlc - (before?.hlc ?? 0)},${columnsText(op.columnsText)},${previousText(op)}${isSame ? steps(op, before) : ''}]`;
    before = op;
  });
  if (before) groups.push(`${text}]]`);
  const { entries } = origins;
  return `{"origins":${JSON.stringify(entries)},"people":${JSON.stringify(people.entries)},"intents":${JSON.stringify(intents.entries)},"batches":${JSON.stringify(batches.entries)},"groups":[${groups.join(',')}]}`;
}

function idText(id: string): string {
  const compact = compactId(id);
  // What is no UUID may hold any character.
  return compact.startsWith('=') ? JSON.stringify(compact) : `"${compact}"`;
}

function steps(op: LoggedTexts, before: LoggedTexts | undefined): string {
  if (!before) return '';
  const [dseqStep, seqStep] = [op.dseq - before.dseq - 1, op.seq === 0 ? 0 : op.seq - before.seq - 1];
  return dseqStep === 0 && seqStep === 0 ? '' : `,${dseqStep},${seqStep}`;
}

const VALUE = /"[^"\\[\]]*"|null|-?[\d.eE+-]+/.source;
const PAIR = `\\[\\d+,(?:${VALUE})\\]`;
/** Pairs of a column and its value where no text has a bracket, a quote or anything else that is written in another way. */
const PLAIN = new RegExp(`^\\[${PAIR}(?:,${PAIR})*\\]$`);

/** `[[1,"a"],[5,null]]` as `[1,"a",5,null]`. */
function columnsText(text: string): string {
  if (PLAIN.test(text)) return `[${text.slice(2, -2).replaceAll('],[', ',')}]`;
  return JSON.stringify(packColumns(JSON.parse(text) as ColumnValue[]));
}

const previousText = ({ previousText: text, hlc }: LoggedTexts): string => (text === '[]' ? text : JSON.stringify(packPrevious(JSON.parse(text) as Previous[], hlc)));
