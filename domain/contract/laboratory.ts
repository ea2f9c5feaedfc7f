import { z } from 'zod';
import { PRIORITIES } from '../lab/status.ts';
import { command, query } from './endpoint.ts';
import { CriticalShape, LabBrought, LabEventShape, LabLine, LabPanelShape, LabTestShape } from './lab-shapes.ts';
import { Done, Id, Instant, Nothing, ShortText } from './shapes.ts';

const lines = z.object({ lines: z.array(LabLine) });
const lineIds = z.array(Id).min(1).max(200);
const Typed = z.string().max(400);

/** What the clinic decided for its laboratory. */
export const LabSettings = z.object({
  /** Who verifies may not be who entered. */
  secondPerson: z.boolean(),
});
export type LabSettings = z.infer<typeof LabSettings>;

export const WorkList = z.enum(['collect', 'run', 'verify']);
export type WorkList = z.infer<typeof WorkList>;

const TypedValue = z.object({
  lineId: Id,
  /** As typed: a number that may carry `<` or `>`, an answer by its beginning, words. */
  typed: Typed,
  /** UCUM; the test's own where it is left out. */
  unit: z.string().max(60).optional(), comment: ShortText.optional(),
  /** The value on the screen that this one takes the place of; null where there was none. */
  replaces: Id.nullable().default(null),
});

/** The laboratory: what is ordered, taken, measured, verified and told. spec: LAB-1, LAB-2 */
export const laboratory = {
  catalogue: query({ permission: 'lab.read' }, Nothing, z.object({ tests: z.array(LabTestShape), panels: z.array(LabPanelShape), settings: LabSettings })),
  /** A changed range holds for what is entered from now on; what was reported keeps its own. */
  saveTest: command({ permission: 'lab.manage' }, z.object({ test: LabTestShape }), LabTestShape),
  savePanel: command({ permission: 'lab.manage' }, z.object({ panel: LabPanelShape }), LabPanelShape),
  saveSettings: command({ permission: 'lab.manage' }, LabSettings, LabSettings),

  /** Orders tests, singly or by group; what is in a group twice is ordered once. */
  order: command({ permission: 'lab.order' }, z.object({
    patientId: Id, encounterId: Id.nullable().default(null), tests: z.array(z.string().max(60)).max(100), panels: z.array(z.string().max(60)).max(30).default([]),
    priority: z.enum(PRIORITIES).default('routine'), note: ShortText.optional(), orderedAt: Instant.optional(),
  }), lines),
  cancel: command({ permission: 'lab.order' }, z.object({ lineIds, reason: ShortText }), lines),
  /** Takes the specimens of ordered tests: one for each kind that they need. */
  collect: command({ permission: 'lab.collect' }, z.object({ lineIds, collectedAt: Instant.optional() }), lines),
  receive: command({ permission: 'lab.write' }, z.object({ specimenId: Id }), lines),
  /** A specimen that cannot be used; its tests are ordered anew where `recollect` is set. */
  reject: command({ permission: 'lab.write' }, z.object({ specimenId: Id, reason: ShortText, recollect: z.boolean().default(true) }), lines),

  /** Open tests of one kind of work, most pressing first. */
  worklist: query({ permission: 'lab.read' }, z.object({ list: WorkList, testCode: z.string().max(60).optional(), limit: z.int().min(1).max(1000).default(500) }),
    z.object({ lines: z.array(LabLine), counts: z.object({ collect: z.int(), run: z.int(), verify: z.int(), critical: z.int() }) })),
  /** What hangs on the number of a specimen label. */
  specimen: query({ permission: 'lab.read' }, z.object({ number: z.string().max(60) }), lines),

  /** Results as they were typed. CONFIRM `unit-slip` for a value that was probably meant in another unit, until its code is among `confirmed`. */
  enter: command({ permission: 'lab.write' }, z.object({ values: z.array(TypedValue).min(1).max(200), confirmed: z.array(z.string().max(120)).max(200).default([]), resultedAt: Instant.optional() }), lines),
  verify: command({ permission: 'lab.verify' }, z.object({ lines: z.array(z.object({ lineId: Id, valueId: Id })).min(1).max(200) }), lines),
  /** Corrects a verified result; the earlier one stays visible with the reason. */
  amend: command({ permission: 'lab.write' }, z.object({ lineId: Id, valueId: Id, typed: Typed, unit: z.string().max(60).optional(), reason: ShortText }), lines),

  criticals: query({ permission: 'lab.read' }, z.object({ all: z.boolean().default(false) }), z.object({ criticals: z.array(CriticalShape) })),
  /** Somebody was told: who, as the caller writes it. */
  acknowledge: command({ permission: 'lab.collect' }, z.object({ criticalId: Id, told: ShortText }), Done),

  /** All that was ordered for a patient, newest first, with every step; where asked for, also the results that were brought along. */
  ofPatient: query({ permission: 'lab.read', audit: 'patient' }, z.object({ patientId: Id, limit: z.int().min(1).max(1000).default(300), brought: z.boolean().default(false) }),
    z.object({ lines: z.array(LabLine), events: z.array(LabEventShape), brought: z.array(LabBrought) })),
};
