import type { Printer, PrinterTarget } from '#domain/contract/printing.ts';

export type TargetKind = PrinterTarget['kind'];

export const TARGET_KINDS: readonly TargetKind[] = ['network', 'serial', 'device', 'system', 'pdf'];
export const PAPERS: readonly Printer['paper'][] = ['58mm', '80mm', 'card', 'a4'];
export const DOCUMENTS: readonly Printer['documents'][number][] = [
  'token-slip', 'patient-card', 'wristband', 'label', 'specimen-label', 'lab-report', 'prescription', 'patient-summary', 'receipt', 'dispensing-label', 'batch-label', 'recovery-sheet',
];
export const BAUD_RATES = [9600, 19_200, 38_400, 57_600, 115_200];
export const FLOWS = ['none', 'rtscts', 'xonxoff'] as const;

/** Printers that take raw bytes listen here. */
const RAW_PORT = 9100;

/** A printer while it is described; without `id` it is new. */
export type PrinterDraft = Omit<Printer, 'id'> & { readonly id?: string };

/** The usual settings of a kind, to start from. */
export function targetOf(kind: TargetKind): PrinterTarget {
  switch (kind) {
    case 'network': return { kind, host: '', port: RAW_PORT };
    case 'serial': return { kind, path: '', baudRate: 9600, flow: 'none' };
    case 'device': return { kind, path: '' };
    case 'system': return { kind, name: '' };
    case 'pdf': return { kind, folder: '' };
    default: return kind satisfies never;
  }
}

/** A slip printer on the network: what most clinics buy. */
export const newPrinter: PrinterDraft = {
  name: '', target: targetOf('network'), language: 'escpos', paper: '80mm', documents: ['token-slip'], active: true,
};

/** The draft with another kind. A folder of PDF files takes nothing but PDF, and slip printers no PDF. */
export function withKind(draft: PrinterDraft, kind: TargetKind): PrinterDraft {
  const language = kind === 'pdf' ? 'pdf' : kind === 'system' ? draft.language : 'escpos';
  return { ...draft, target: targetOf(kind), language };
}

/** Where the printer is, in one line: an address, a path or a name. */
export function placeOf(target: PrinterTarget): string {
  switch (target.kind) {
    case 'network': return `${target.host}:${target.port}`;
    case 'serial': case 'device': return target.path;
    case 'system': return target.name;
    case 'pdf': return target.folder;
    default: return target satisfies never;
  }
}

/** The box that must not be empty, when it is. */
export function missingPlace(target: PrinterTarget): 'host' | 'path' | 'name' | 'folder' | undefined {
  const [field, value] = target.kind === 'network' ? ['host', target.host] as const
    : target.kind === 'system' ? ['name', target.name] as const
      : target.kind === 'pdf' ? ['folder', target.folder] as const : ['path', target.path] as const;
  return value.trim() === '' ? field : undefined;
}
