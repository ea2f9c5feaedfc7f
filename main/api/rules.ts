import { createHash } from 'node:crypto';
import { calculate, calculationOf, CALCULATIONS, isMadeFor, questionsFor } from '#domain/clinical/calculate/all.ts';
import type { Calculation } from '#domain/clinical/calculate/calculation.ts';
import type { Answers, Question } from '#domain/clinical/calculate/question.ts';
import { placeAskedFor } from '#domain/clinical/early-warnings.ts';
import { compactCvdPack, readCvdPack } from '#domain/clinical/cvd-pack.ts';
import type { AskedFor, CalculatedRule } from '#domain/contract/scores.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import { riskCharts } from '#db/queries/risk-charts.ts';
import { keptAnswers, keptRules } from '#db/queries/rules.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { raisePriority } from './raise-priority.ts';
import { isOtherWarning, knownOf, outcome, storeOutcome, type KnownOfPatient } from './rule-outcomes.ts';

/** Published rules of a patient, calculated from the record. */
export function ruleHandlers(): Handlers<Contract['scores']> {
  return {
    list: (call, { patientId, answers }) => {
      const known = knownOf(call.read, patientId, call.now);
      const before = keptAnswers(call.read, patientId);
      const made = CALCULATIONS.filter((each) => isMadeFor(each, known.about));
      const views = made.map((each) => view(each, known, { ...known.answers, ...lastingOf(each, before.get(each.rule.rule)), ...answers }));
      // Made for the other sex, say: what a rule finds only when it is calculated.
      return { rules: views.filter(({ refused }) => refused !== 'outside-population') };
    },
    earlier: (call, { patientId, rule, limit }) => ({ results: keptRules(call.read, patientId, rule, limit) }),
    keep: (call, { patientId, rule, answers, encounterId }) => call.write((tx) => {
      const calculation = calculationOf(rule);
      const known = knownOf(tx, patientId, call.now);
      if (!calculation || !isMadeFor(calculation, known.about)) throw fail('NOT_FOUND', { what: 'rule' });
      const made = outcome(calculation, calculate(calculation, { ...known, answers: { ...known.answers, ...answers } }));
      if (made.band === null && made.total === null && made.value === null) throw invalid('rule', 'incomplete');
      const id = storeOutcome(tx, call, made, { patientId, tokenId: null, encounterId: encounterId ?? null });
      if (isOtherWarning(rule)) raisePriority(tx, call, patientId, null, placeAskedFor({ ...made, band: made.band ?? made.atLeast }));
      return keptRules(tx, patientId, rule, 1).find((kept) => kept.id === id) ?? lost();
    }),
    charts: (call) => {
      const charts = riskCharts(call.read);
      return { charts: charts ? { regions: [...charts.pack.regions], region: charts.region, importedAt: charts.importedAt, importedBy: charts.importedBy } : null };
    },
    importCharts: (call, { csv }) => call.write((tx) => {
      const read = readCvdPack(csv);
      if (!read.ok) throw invalid(read.error.column ?? 'csv', `table-${read.error.code}`, read.error.line);
      const before = riskCharts(tx);
      if (before) tx.update('risk_chart', before.id, { active: 0 });
      const region = before && read.value.regions.includes(before.region ?? '') ? before.region : null;
      tx.insert('risk_chart', {
        id: tx.newId(), content: compactCvdPack(read.value), region, sha256: createHash('sha256').update(csv).digest('hex'),
        imported_at: new Date(call.now).toISOString(), imported_by: call.caller.personId, active: 1,
      });
      return done;
    }),
    setRegion: (call, { region }) => call.write((tx) => {
      const charts = riskCharts(tx);
      if (!charts?.pack.regions.includes(region)) throw invalid('region', 'unknown');
      tx.update('risk_chart', charts.id, { region });
      return done;
    }),
  };
}

const lastingOf = ({ asks }: Calculation, before: Answers = {}): Answers =>
  Object.fromEntries(asks.flatMap(({ id, lasting }) => (lasting === true && before[id] !== undefined ? [[id, before[id]]] : [])));

function view(calculation: Calculation, known: KnownOfPatient, answers: Answers): CalculatedRule {
  const { rule, group } = calculation;
  const asks = questionsFor(calculation, known.about);
  const calculated = calculate(calculation, { ...known, answers });
  const { result } = calculated;
  return {
    ...outcome(calculation, calculated), group, gives: rule.gives, source: rule.source, check: rule.mark !== null, refused: result.refused ?? null,
    missing: [...result.missing], warnings: [...result.warnings ?? []], asks: asks.map(asked),
    answers: Object.fromEntries(asks.flatMap(({ id }) => (answers[id] === undefined ? [] : [[id, answers[id]]]))),
  };
}

const asked = (question: Question): AskedFor => ({
  id: question.id, kind: question.kind, options: question.kind === 'choice' ? [...question.options] : [], unit: question.kind === 'number' ? question.unit : '',
  low: question.kind === 'number' ? question.low : null, high: question.kind === 'number' ? question.high : null,
});

function lost(): never {
  throw new Error('A result that was stored is not there');
}
