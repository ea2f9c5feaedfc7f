import { firstDay } from './0010-first-day.ts';
import { everyPc } from './0020-every-pc.ts';
import { arriving } from './0040-arriving.ts';
import { clockQuality } from './0050-clock-quality.ts';
import { clockOfArrivals } from './0060-clock-of-arrivals.ts';
import { bedside } from './0070-bedside.ts';
import { sensorReadings } from './0090-sensor-readings.ts';
import { analyserMessages } from './0100-analyser-messages.ts';
import { record } from './0110-record.ts';
import { laboratory } from './0120-laboratory.ts';
import { mothers } from './0130-mothers.ts';
import { merging } from './0140-merging.ts';
import { terms } from './0160-terms.ts';
import { valuesOfRules } from './0180-values-of-rules.ts';
import { riskCharts } from './0190-risk-charts.ts';
import { calendar } from './0200-calendar.ts';
import { stock } from './0210-stock.ts';
import { billing } from './0220-billing.ts';
import { notDuplicates } from './0240-not-duplicates.ts';
import { stockCounts } from './0250-stock-counts.ts';
import { notifications } from './0270-notifications.ts';
import { openBills } from './0280-open-bills.ts';
import { insurerBack } from './0300-insurer-back.ts';
import { sumsByPatient } from './0310-sums-by-patient.ts';
import { answersToTell } from './0320-answers-to-tell.ts';
import { insurerReturn } from './0330-insurer-return.ts';
import { itemImports } from './0340-item-imports.ts';
import { notesOnTheLog } from './0350-notes-on-the-log.ts';
import { lateTokenIndexes } from './0360-late-token-indexes.ts';
import { logMarks } from './0380-log-marks.ts';
import { logPages } from './0400-log-pages.ts';
import { moreWordsAtOnce } from './0410-more-words-at-once.ts';
import type { Migration } from '../migrate.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  firstDay, everyPc, arriving, clockQuality, clockOfArrivals, bedside, sensorReadings, analyserMessages, record,
  laboratory,
  mothers,
  merging,
  terms,
  valuesOfRules, riskCharts,
  calendar,
  stock,
  billing,
  notDuplicates,
  stockCounts,
  notifications,
  openBills,
  insurerBack,
  sumsByPatient,
  answersToTell,
  insurerReturn,
  itemImports,
  notesOnTheLog,
  lateTokenIndexes,
  logMarks,
  logPages,
  moreWordsAtOnce,
];

/** What the log records as the version a change was written under. */
export const schemaVersion = Math.max(...migrations.map((m) => m.version));
