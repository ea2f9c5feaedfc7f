import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing, ShortText } from './shapes.ts';
import { LineSettingsShape } from './devices.ts';

export const AnalyserProtocol = z.enum(['astm', 'hl7']);

/** How an analyser reaches this PC. Over TCP it is the analyser that calls. */
export const AnalyserLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tcp'), host: z.string().max(253).default('127.0.0.1'), port: z.int().min(0).max(65_535) }),
  z.object({ kind: z.literal('serial'), path: z.string().min(1).max(400), line: LineSettingsShape }),
]);
export type AnalyserLine = z.infer<typeof AnalyserLine>;

const AnalyserDraft = z.object({
  name: z.string().max(100), protocol: AnalyserProtocol, line: AnalyserLine,
  /** Some one-way units send frames without asking first. */
  withoutEnquiry: z.boolean().default(false), active: z.boolean().default(true),
});

export const AnalyserView = AnalyserDraft.extend({
  id: Id, state: z.enum(['off', 'waiting', 'connected', 'held', 'refused', 'fault']), address: z.string().nullable(), lastMessageAt: z.string().nullable(),
  messages: z.int(), faults: z.int(), lastFault: z.string().nullable(),
});
export type AnalyserView = z.infer<typeof AnalyserView>;

export const LabResultStatus = z.enum(['inbox', 'filed', 'dismissed', 'control']);

/** One result as the analyser sent it. `whyWaiting` says why it was not filed by itself. */
export const LabResult = z.object({
  id: Id, messageId: Id, position: z.int(), analyserName: z.string(), receivedAt: z.string(), status: LabResultStatus, whyWaiting: z.string().nullable(),
  patientId: Id.nullable(), patientName: z.string().nullable(), specimen: z.string().nullable(), patientRef: z.string().nullable(),
  testCode: z.string(), testName: z.string(), loinc: z.string().nullable(), value: z.number().nullable(), text: z.string().nullable(), unit: z.string(),
  range: z.string().nullable(), flags: z.array(z.string()), resultStatus: z.string(), takenAt: z.string().nullable(), comment: z.string().nullable(),
  matchedBy: z.string().nullable(), matchedAt: z.string().nullable(), dismissReason: z.string().nullable(),
});
export type LabResult = z.infer<typeof LabResult>;

const some = z.object({ resultIds: z.array(Id).min(1).max(500) });

/** Laboratory analysers and what they sent. spec: VIT-7 */
export const analysers = {
  list: query({ permission: 'lab.read' }, Nothing, z.object({ analysers: z.array(AnalyserView) })),
  save: command({ permission: 'devices.manage' }, AnalyserDraft.extend({ id: Id.optional() }), AnalyserView),
  remove: command({ permission: 'devices.manage' }, z.object({ analyserId: Id }), Done),
  results: query({ permission: 'lab.read' }, z.object({ status: LabResultStatus.default('inbox'), before: z.string().optional(), limit: z.int().min(1).max(500).default(200) }),
    z.object({ results: z.array(LabResult), waiting: z.int() })),
  /** Files results to a patient by hand; they enter the record at once. */
  file: command({ permission: 'lab.write' }, some.extend({ patientId: Id }), z.object({ results: z.array(LabResult) })),
  dismiss: command({ permission: 'lab.write' }, some.extend({ reason: ShortText }), z.object({ results: z.array(LabResult) })),
  /** Takes results back into the inbox; what was filed is marked as entered in error. */
  putBack: command({ permission: 'lab.write' }, some.extend({ reason: ShortText.default('') }), z.object({ results: z.array(LabResult) })),
  /** The message as it came, in readable form; kept on the PC that received it. */
  raw: query({ permission: 'lab.read' }, z.object({ messageId: Id }), z.object({ text: z.string().nullable() })),
};
