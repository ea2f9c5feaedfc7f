import type { AnalyserLine, AnalyserView } from '#domain/contract/analysers.ts';

export const PROTOCOLS = ['astm', 'hl7'] as const satisfies readonly AnalyserView['protocol'][];
export const BAUD_RATES = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];
/** Data bits, parity and stop bits as manuals print them. */
export const FORMS = ['8N1', '8E1', '8O1', '7E1', '7O1', '7N1', '8N2', '7E2', '7N2', '7O2', '8E2', '8O2'] as const;
export const FLOWS = ['none', 'rtscts', 'xonxoff'] as const;
/** Who may call: this PC alone, or everybody on the clinic's network. */
export const HOSTS = ['127.0.0.1', '0.0.0.0'] as const;

/** As Windows names a serial port. */
export const EXAMPLE_PATH = 'COM3';

/** Port numbers below belong to the system. */
const USUAL_PORT = 5100;

export type AnalyserDraft = Pick<AnalyserView, 'name' | 'protocol' | 'line' | 'withoutEnquiry' | 'active'>;
type SerialLine = Extract<AnalyserLine, { kind: 'serial' }>;

export const newAnalyser: AnalyserDraft = { name: '', protocol: 'astm', line: lineOf('tcp'), withoutEnquiry: false, active: true };

export const draftOf = ({ name, protocol, line, withoutEnquiry, active }: AnalyserView): AnalyserDraft => ({ name, protocol, line, withoutEnquiry, active });

/** The usual settings of a kind of line, to start from. */
export function lineOf(kind: AnalyserLine['kind']): AnalyserLine {
  return kind === 'tcp'
    ? { kind, host: HOSTS[0], port: USUAL_PORT }
    : { kind, path: '', line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } };
}

export const placeOf = (line: AnalyserLine): string => (line.kind === 'tcp' ? `TCP ${line.port}` : line.path);

const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const;

export const formOf = ({ dataBits, parity, stopBits }: SerialLine['line']): string => `${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;

export function withForm(line: SerialLine['line'], form: string): SerialLine['line'] {
  const [bits, letter, stops] = form;
  return { ...line, dataBits: bits === '7' ? 7 : 8, parity: PARITIES[(letter ?? 'N') as keyof typeof PARITIES], stopBits: stops === '2' ? 2 : 1 };
}
