import { useMemo, useState } from 'react';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import type { Observation } from '#domain/contract/vitals.ts';
import type { VitalsContext } from '#domain/vitals/form.ts';
import { client } from '#renderer/api/client.ts';
import type { Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useDraft } from '#renderer/session/draft.ts';
import {
  BOXES, byBox, confirmationOf, confirmedCodes, emptyBoxes, entriesOf, isEmpty, judge, suggestionOf, unitsOfBox,
  type Box, type BoxCode, type Boxes, type BoxVerdict, type Suggestion, type Verdict,
} from './boxes.ts';

type Confirmed = Readonly<Partial<Record<BoxCode, string>>>;

/** How a box stands, as far as it was left once. */
export type BoxState =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly verdict: BoxVerdict; readonly suggestion: Suggestion | undefined }
  | { readonly kind: 'unusual'; readonly verdict: BoxVerdict; readonly suggestion: Suggestion | undefined; readonly confirmed: boolean };

export interface VitalsForm {
  readonly boxes: Boxes;
  readonly empty: boolean;
  readonly verdict: Verdict;
  readonly restoredAt: string | null;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly stateOf: (code: BoxCode) => BoxState;
  readonly change: (code: BoxCode, part: Partial<Box>) => void;
  /** The box was left or Enter was pressed in it: what the rules say is shown from now on. */
  readonly leave: (code: BoxCode) => void;
  readonly confirm: (code: BoxCode) => void;
  readonly clear: () => void;
  /** The first box that stops the save, once all of them are shown; undefined when nothing does. */
  readonly firstStop: () => BoxCode | undefined;
  readonly save: (confirming?: BoxCode) => Promise<readonly Observation[] | undefined>;
}

export interface VitalsFormParts {
  readonly patientId: string;
  readonly tokenId: string | undefined;
  readonly settings: ClinicSettings;
  readonly context: VitalsContext;
}

/** The form's state: boxes, what the rules say, what was confirmed, the draft, and the save. */
export function useVitalsForm({ patientId, tokenId, settings, context }: VitalsFormParts): VitalsForm {
  const [boxes, setBoxes] = useState(() => emptyBoxes(settings));
  const [left, setLeft] = useState<ReadonlySet<BoxCode>>(new Set());
  const [confirmed, setConfirmed] = useState<Confirmed>({});
  const empty = isEmpty(boxes);
  const draft = useDraft(`vitals:${patientId}`, empty ? null : JSON.stringify(boxes), (content) => {
    setBoxes({ ...boxes, ...(JSON.parse(content) as Boxes) });
    setLeft(new Set(BOXES));
  });
  const verdict = useMemo(() => judge(boxes, context), [boxes, context]);
  const isConfirmed = (code: BoxCode): boolean => confirmed[code] === confirmationOf(code, boxes);
  const command = useCommand(async (confirming: Confirmed) => {
    const { observations } = await client.vitals.record({
      patientId, ...(tokenId === undefined ? {} : { tokenId }), entries: entriesOf(boxes), confirmed: confirmedCodes(boxes, verdict, confirming),
    });
    draft.drop();
    setBoxes(emptyBoxes(settings));
    return observations;
  });
  const served = serverVerdict(boxes, command.problem);
  const stateOf = (code: BoxCode): BoxState => {
    const found = served?.get(code) ?? (left.has(code) ? verdict.byBox.get(code) : undefined);
    if (!found) return { kind: 'open' };
    const suggestion = applicable(code, suggestionOf(found));
    if (found.refused.length > 0) return { kind: 'refused', verdict: found, suggestion };
    return { kind: 'unusual', verdict: found, suggestion, confirmed: isConfirmed(code) };
  };
  return {
    boxes, empty, verdict, restoredAt: draft.restoredAt, busy: command.busy, problem: command.problem, stateOf,
    change(code, part) {
      command.clear();
      setBoxes((now) => {
        const { state: _state, ...before } = now[code];
        return { ...now, [code]: { ...before, ...part } };
      });
    },
    leave: (code) => setLeft((now) => (now.has(code) ? now : new Set([...now, code]))),
    confirm: (code) => setConfirmed((now) => ({ ...now, [code]: confirmationOf(code, boxes) })),
    clear() {
      draft.drop();
      setBoxes(emptyBoxes(settings));
      setLeft(new Set());
    },
    firstStop() {
      setLeft(new Set(BOXES));
      return BOXES.find((code) => {
        const found = verdict.byBox.get(code);
        return found !== undefined && (found.refused.length > 0 || !isConfirmed(code));
      });
    },
    save: (confirming) => command.run(confirming === undefined ? confirmed : { ...confirmed, [confirming]: confirmationOf(confirming, boxes) }),
  };
}

/** The program's own complaints, when it knew better than this window (a value stored by somebody else meanwhile). */
function serverVerdict(boxes: Boxes, problem: Problem | undefined): ReadonlyMap<BoxCode, BoxVerdict> | undefined {
  if (problem?.code !== 'INVALID' && problem?.code !== 'CONFIRM') return undefined;
  const issues = problem.issues.map(({ field, code, limit, suggestion }) => ({
    field, code, ...(limit === undefined ? {} : { limit: String(limit) }), ...(suggestion === undefined ? {} : { suggestion }),
  }));
  return problem.code === 'INVALID' ? byBox(boxes, issues, []) : byBox(boxes, [], issues);
}

const applicable = (code: BoxCode, suggestion: Suggestion | undefined): Suggestion | undefined =>
  (suggestion?.kind === 'unit' && !unitsOfBox(code).some((unit) => unit.ucum === suggestion.unit) ? undefined : suggestion);
