import { flag, int, intOrNull, later, realOrNull, reviewed, table, text, textOrNull, type RowOf } from './registry.ts';

/**
 * Every synced table, once. Ids of tables and columns are never changed or used again; a column is only ever
 * added. The typed rows, the write door, the guards and the schema tests all derive from this list.
 */
export const tables = {
  clinic: table({ id: 1, kind: 'G', area: 'clinic', columns: {
    name: text(1), code: text(2), zone: text(3), languages: text(4), date_order: text(5), auto_lock_minutes: int(6),
    elderly_age: int(7), wait_attention_minutes: int(8), wait_late_minutes: int(9), temperature_unit: text(10),
    weight_unit: text(11), height_unit: text(12), glucose_unit: text(13), announce: text(14), queue_day_set: textOrNull(15),
    wave_days: later(intOrNull(16)), chart_minutes: later(intOrNull(17)), altitude_m: later(intOrNull(18)),
  } }),
  room: table({ id: 2, kind: 'G', area: 'clinic', columns: { name: text(1), active: flag(2), position: int(3) } }),
  service: table({ id: 3, kind: 'G', area: 'clinic', columns: {
    name: text(1), active: flag(2), room_id: textOrNull(3), position: int(4),
  } }),
  person: table({ id: 4, kind: 'G', area: 'users', columns: {
    name: text(1), roles: text(2), language: textOrNull(3), color: text(4), active: flag(5),
  } }),
  credential: table({ id: 5, kind: 'G', area: 'users', columns: { pin_hash: textOrNull(1), password_hash: textOrNull(2) } }),
  api_token: table({ id: 6, kind: 'G', area: 'users', columns: {
    name: text(1), permissions: text(2), secret_hash: text(3), created_at: text(4), active: flag(5),
  } }),
  patient: table({ id: 10, kind: 'B', area: 'patients', patient: 'id', gone: 'archived', issued: ['number'], qualified: { birth_date: 'birth_estimated' }, columns: {
    number: reviewed(text(1)), name: text(2), sex: reviewed(text(3)), birth_date: reviewed(textOrNull(4)), birth_estimated: flag(5),
    phone: textOrNull(6), email: textOrNull(7), address: textOrNull(8), district: textOrNull(9), state: textOrNull(10),
    language: textOrNull(11), pronunciation: textOrNull(12), payer: textOrNull(13), policy_number: textOrNull(14),
    notes: textOrNull(15), pregnant: flag(16), disabled: flag(17), archived: reviewed(flag(18)), archived_reason: textOrNull(19),
    registered_at: text(20), deceased_at: textOrNull(21), clock: later(textOrNull(22)),
  } }),
  patient_contact: table({ id: 11, kind: 'B', area: 'patients', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), name: text(2), relation: text(3), phone: text(4), removed: flag(5),
  } }),
  patient_identifier: table({ id: 12, kind: 'C', area: 'patients', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), system: text(2), value: text(3), removed: flag(4),
  } }),
  allergy: table({ id: 13, kind: 'C', area: 'patients', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), substance: text(2), reaction: text(3), recorded_at: text(4), removed: flag(5),
  } }),
  patient_photo: table({ id: 14, kind: 'A', area: 'patients', patient: 'patient_id', columns: {
    patient_id: text(1), jpeg: textOrNull(2), taken_at: text(3),
  } }),
  encounter: table({ id: 20, kind: 'D', area: 'patients', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), started_at: text(2), ended_at: textOrNull(3), status: text(4), class_code: textOrNull(5),
    title: text(6), reason: textOrNull(7), source: text(8), removed: flag(9), token_id: later(textOrNull(10)),
    service_id: later(textOrNull(11)), provider_id: later(textOrNull(12)), outcome: later(textOrNull(13)), started_by: later(textOrNull(14)),
    ended_by: later(textOrNull(15)), room_id: later(textOrNull(16)),
  } }),
  token: table({ id: 30, kind: 'D', area: 'queue', patient: 'patient_id', issued: ['service_day', 'label'], columns: {
    label: text(1), service_day: text(2), service_id: text(3), patient_id: text(4), room_id: textOrNull(5), status: text(6),
    priority: text(7), arrived_at: text(8), booked_at: textOrNull(9), called_at: textOrNull(10), started_at: textOrNull(11),
    ended_at: textOrNull(12), times_called: int(13), vitals_at: textOrNull(14), held_reason: textOrNull(15),
    clock: later(textOrNull(16)),
  } }),
  token_event: table({ id: 31, kind: 'A', area: 'queue', patient: 'patient_id', columns: {
    token_id: text(1), patient_id: text(2), service_day: text(3), at: text(4), action: text(5), room_id: textOrNull(6),
    service_id: text(7), person_id: textOrNull(8), before: text(9), spoken_via: textOrNull(10), spoken_after_ms: intOrNull(11),
  } }),
  observation: table({ id: 40, kind: 'A', area: 'vitals', patient: 'patient_id', columns: {
    patient_id: text(1), set_id: textOrNull(2), encounter_id: textOrNull(3), token_id: textOrNull(4), code: text(5),
    loinc: textOrNull(6), value: realOrNull(7), text: textOrNull(8), unit: text(9), typed_value: textOrNull(10),
    typed_unit: textOrNull(11), taken_at: text(12), recorded_at: text(13), recorded_by: textOrNull(14), source: text(15),
    confirmed: flag(16), clock: textOrNull(17), origin_id: later(textOrNull(18)),
  } }),
  observation_mark: table({ id: 41, kind: 'A', area: 'vitals', patient: 'patient_id', columns: {
    observation_id: text(1), patient_id: text(2), reason: text(3), at: text(4), person_id: textOrNull(5),
  } }),
  score: table({ id: 45, kind: 'A', area: 'vitals', shownIn: 'queue', patient: 'patient_id', columns: {
    patient_id: text(1), token_id: textOrNull(2), encounter_id: textOrNull(3), rule: text(4), version: int(5), total: intOrNull(6),
    known_total: int(7), band: text(8), inputs: text(9), parts: text(10), missing: text(11), taken_at: text(12), at: text(13),
    person_id: textOrNull(14), value: later(realOrNull(15)), unit: later(textOrNull(16)),
  } }),
  record_access: table({ id: 50, kind: 'A', area: 'audit', columns: {
    patient_id: text(1), person_id: textOrNull(2), endpoint: text(3), at: text(4),
  } }),
  device: table({ id: 60, kind: 'G', area: 'sync', writtenBy: 'server', columns: {
    name: text(1), slot: text(2), letter: text(3), status: text(4), joined_at: text(5), replaced_by: textOrNull(6),
  } }),
  conflict: table({ id: 61, kind: 'G', area: 'sync', shownIn: 'patients', patient: 'patient_id', writtenBy: 'server', columns: {
    table_id: int(1), row_id: text(2), column_id: int(3), patient_id: textOrNull(4), severity: int(5), status: text(6),
    contenders: text(7), opened_at: text(8), closed_at: textOrNull(9), closed_by: textOrNull(10),
  } }),
  bed: table({ id: 70, kind: 'G', area: 'bedside', columns: { name: text(1), room_id: textOrNull(2), position: int(3), active: flag(4) } }),
  bedside_stay: table({ id: 71, kind: 'D', area: 'bedside', patient: 'patient_id', columns: {
    patient_id: text(1), bed_id: textOrNull(2), status: text(3), started_at: text(4), started_by: textOrNull(5), ended_at: textOrNull(6),
    ended_by: textOrNull(7), end_reason: textOrNull(8), limits: textOrNull(9), token_id: textOrNull(10),
  } }),
  device_use: table({ id: 72, kind: 'D', area: 'bedside', patient: 'patient_id', columns: {
    stay_id: text(1), patient_id: text(2), device_id: text(3), device_name: text(4), driver: text(5), status: text(6), started_at: text(7),
    started_by: textOrNull(8), ended_at: textOrNull(9), ended_by: textOrNull(10), end_reason: textOrNull(11),
  } }),
  reading_origin: table({ id: 73, kind: 'A', area: 'bedside', patient: 'patient_id', columns: {
    patient_id: text(1), device_use_id: textOrNull(2), device_id: text(3), device_name: text(4), driver: text(5), driver_version: int(6),
    port: text(7), device_serial: textOrNull(8), device_time: textOrNull(9), received_at: text(10), flags: text(11), raw: text(12),
  } }),
  stream_summary: table({ id: 74, kind: 'A', area: 'bedside', patient: 'patient_id', columns: {
    patient_id: text(1), stay_id: text(2), device_id: text(3), from_at: text(4), to_at: text(5), measures: text(6), gap_seconds: int(7),
  } }),
  bedside_alarm: table({ id: 75, kind: 'D', area: 'bedside', patient: 'patient_id', columns: {
    stay_id: text(1), patient_id: text(2), code: text(3), cause: text(4), value: realOrNull(5), limit_value: realOrNull(6), started_at: text(7),
    ended_at: textOrNull(8), acknowledged_at: textOrNull(9), acknowledged_by: textOrNull(10),
  } }),
  lab_message: table({ id: 80, kind: 'A', area: 'lab', columns: {
    analyser_id: text(1), analyser_name: text(2), protocol: text(3), control_id: textOrNull(4), received_at: text(5), fingerprint: text(6),
    results: int(7),
  } }),
  lab_result: table({ id: 81, kind: 'D', area: 'lab', shownIn: 'vitals', patient: 'patient_id', columns: {
    message_id: text(1), position: int(2), status: text(3), why_waiting: textOrNull(4), patient_id: textOrNull(5), specimen: textOrNull(6),
    patient_ref: textOrNull(7), test_code: text(8), test_name: text(9), loinc: textOrNull(10), value: realOrNull(11), text: textOrNull(12),
    unit: text(13), reference_range: textOrNull(14), flags: text(15), result_status: text(16), taken_at: textOrNull(17), comment: textOrNull(18),
    fingerprint: text(19), matched_by: textOrNull(20), matched_at: textOrNull(21), person_id: textOrNull(22), observation_id: textOrNull(23),
    dismiss_reason: textOrNull(24),
  } }),
  condition: table({ id: 100, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), category: text(3), code_system: textOrNull(4), code: textOrNull(5), title: text(6),
    clinical_status: text(7), certainty: text(8), onset_on: textOrNull(9), ended_on: textOrNull(10), note: textOrNull(11),
    recorded_at: text(12), recorded_by: textOrNull(13), source: text(14), removed: flag(15),
  } }),
  clinical_note: table({ id: 101, kind: 'A', area: 'record', patient: 'patient_id', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), kind: text(3), text: text(4), amends_id: textOrNull(5), signed_at: text(6),
    signed_by: textOrNull(7), source: text(8),
  } }),
  procedure: table({ id: 102, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), code_system: textOrNull(3), code: textOrNull(4), title: text(5), status: text(6),
    performed_at: text(7), ended_at: textOrNull(8), performer: textOrNull(9), note: textOrNull(10), recorded_at: text(11),
    recorded_by: textOrNull(12), source: text(13), removed: flag(14),
  } }),
  prescription: table({ id: 103, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), intent: text(3), code_system: textOrNull(4), code: textOrNull(5), drug: text(6),
    form: textOrNull(7), strength: textOrNull(8), route: textOrNull(9), dose: realOrNull(10), dose_unit: textOrNull(11),
    per_day: realOrNull(12), timing: textOrNull(13), days: intOrNull(14), quantity: realOrNull(15), quantity_unit: textOrNull(16),
    instructions: textOrNull(17), as_needed: flag(18), status: text(19), started_on: textOrNull(20), ended_on: textOrNull(21),
    stop_reason: textOrNull(22), warning: textOrNull(23), prescribed_at: text(24), prescribed_by: textOrNull(25), source: text(26),
    removed: flag(27),
  } }),
  immunization: table({ id: 104, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), code_system: textOrNull(3), code: textOrNull(4), vaccine: text(5),
    dose_number: intOrNull(6), given_at: text(7), lot: textOrNull(8), expires_on: textOrNull(9), site: textOrNull(10),
    route: textOrNull(11), given_by: textOrNull(12), status: text(13), reason: textOrNull(14), note: textOrNull(15),
    recorded_at: text(16), recorded_by: textOrNull(17), source: text(18), removed: flag(19),
  } }),
  document: table({ id: 105, kind: 'B', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), title: text(3), kind: text(4), media_type: text(5), bytes: int(6), sha256: text(7),
    parts: int(8), written_at: textOrNull(9), recorded_at: text(10), recorded_by: textOrNull(11), source: text(12), removed: flag(13),
  } }),
  document_part: table({ id: 106, kind: 'A', area: 'record', patient: 'patient_id', columns: {
    document_id: text(1), patient_id: text(2), position: int(3), content: text(4),
  } }),
  referral: table({ id: 107, kind: 'D', area: 'record', patient: 'patient_id', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), to_place: text(3), speciality: textOrNull(4), urgency: text(5), reason: text(6),
    status: text(7), answer: textOrNull(8), written_at: text(9), written_by: textOrNull(10), closed_at: textOrNull(11),
  } }),
  follow_up: table({ id: 108, kind: 'D', area: 'record', patient: 'patient_id', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), due_on: text(3), reason: text(4), service_id: textOrNull(5),
    provider_id: textOrNull(6), status: text(7), created_at: text(8), person_id: textOrNull(9),
  } }),
  provider: table({ id: 109, kind: 'G', area: 'clinic', columns: {
    kind: text(1), person_id: textOrNull(2), name: text(3), speciality: textOrNull(4), registration_number: textOrNull(5),
    room_ids: text(6), phone: textOrNull(7), email: textOrNull(8), identifiers: text(9), active: flag(10),
  } }),
  consent: table({ id: 110, kind: 'A', area: 'patients', patient: 'patient_id', columns: {
    patient_id: text(1), purpose: text(2), decision: text(3), at: text(4), person_id: textOrNull(5), given_by: textOrNull(6),
    method: text(7), note: textOrNull(8),
  } }),
  form_definition: table({ id: 111, kind: 'G', area: 'clinic', columns: {
    form_key: text(1), version: int(2), title: text(3), fields: text(4), active: flag(5), created_at: text(6), created_by: textOrNull(7),
  } }),
  form_answer: table({ id: 112, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), form_key: text(3), form_version: int(4), answers: text(5), filled_at: text(6),
    filled_by: textOrNull(7), removed: flag(8), definition_id: text(9), replaces_id: textOrNull(10),
  } }),
  /** `resource_id` is the id under which this program knows what it holds; `name` is the one its source gave it. `json` is packed. */
  kept_resource: table({ id: 113, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: textOrNull(1), resource_type: text(2), resource_id: text(3), json: text(4), received_at: text(5), source: text(6),
    name: textOrNull(7), removed: flag(8),
  } }),
  /** Two records that somebody looked at: not one person's. It goes along when one of them becomes part of a third. */
  not_duplicate: table({ id: 115, kind: 'B', area: 'patients', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), other_id: text(2), decided_at: text(3), decided_by: textOrNull(4), removed: flag(5),
  } }),
  lab_test: table({ id: 120, kind: 'G', area: 'lab', columns: {
    code: text(1), names: text(2), kind: text(3), analyte: textOrNull(4), unit: text(5), specimen: text(6), loinc: textOrNull(7),
    loinc_si: textOrNull(8), observation_code: text(9), choices: text(10), formula: textOrNull(11), ranges: text(12),
    delta_percent: realOrNull(13), aliases: text(14), active: flag(15), version: int(16),
  } }),
  lab_panel: table({ id: 121, kind: 'G', area: 'lab', columns: { code: text(1), names: text(2), tests: text(3), active: flag(4) } }),
  lab_order: table({ id: 122, kind: 'D', area: 'lab', patient: 'patient_id', columns: {
    patient_id: text(1), encounter_id: textOrNull(2), priority: int(3), note: textOrNull(4), ordered_at: text(5), ordered_by: textOrNull(6),
  } }),
  lab_order_line: table({ id: 123, kind: 'D', area: 'lab', patient: 'patient_id', columns: {
    order_id: text(1), patient_id: text(2), test_code: text(3), status: text(4), priority: int(5), ordered_at: text(6),
    specimen_id: textOrNull(7), value_id: textOrNull(8), reason: textOrNull(9),
  } }),
  lab_specimen: table({ id: 124, kind: 'D', area: 'lab', patient: 'patient_id', issued: ['number'], columns: {
    number: text(1), patient_id: text(2), order_id: text(3), kind: text(4), status: text(5), collected_at: text(6), collected_by: textOrNull(7),
    received_at: textOrNull(8), reject_reason: textOrNull(9),
  } }),
  lab_value: table({ id: 125, kind: 'A', area: 'lab', patient: 'patient_id', columns: {
    line_id: text(1), patient_id: text(2), specimen_id: textOrNull(3), test_code: text(4), value: realOrNull(5), comparator: textOrNull(6),
    text: textOrNull(7), unit: text(8), typed: text(9), range: textOrNull(10), flag: textOrNull(11), delta: textOrNull(12), comment: textOrNull(13),
    replaces_id: textOrNull(14), reason: textOrNull(15), entered_at: text(16), entered_by: textOrNull(17), source: text(18), result_id: textOrNull(19),
    refused: textOrNull(20),
  } }),
  lab_event: table({ id: 126, kind: 'A', area: 'lab', patient: 'patient_id', columns: {
    line_id: text(1), patient_id: text(2), at: text(3), from_status: textOrNull(4), to_status: text(5), person_id: textOrNull(6), reason: textOrNull(7),
    value_id: textOrNull(8), observation_id: textOrNull(9),
  } }),
  lab_critical: table({ id: 127, kind: 'D', area: 'lab', patient: 'patient_id', columns: {
    value_id: text(1), line_id: text(2), patient_id: text(3), ordered_by: textOrNull(4), status: text(5), raised_at: text(6), told: textOrNull(7),
    acknowledged_at: textOrNull(8), acknowledged_by: textOrNull(9),
  } }),
  lab_setting: table({ id: 128, kind: 'G', area: 'lab', columns: { name: text(1), setting: text(2) } }),
  pregnancy: table({ id: 130, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), status: text(2), last_period: textOrNull(3), cycle_days: intOrNull(4), scan_on: textOrNull(5), scan_days: intOrNull(6),
    transfer_on: textOrNull(7), embryo_days: intOrNull(8), due_date: textOrNull(9), due_method: textOrNull(10), dated_at: textOrNull(11),
    dated_by: textOrNull(12), gravida: intOrNull(13), para: intOrNull(14), previous_caesareans: intOrNull(15), fetuses: int(16),
    blood_group: textOrNull(17), rhesus: textOrNull(18), smoking: textOrNull(19), risks: text(20), risk_note: textOrNull(21),
    booked_on: text(22), ended_on: textOrNull(23), end_kind: textOrNull(24), end_note: textOrNull(25), recorded_at: text(26),
    recorded_by: textOrNull(27), removed: flag(28),
  } }),
  maternity_visit: table({ id: 131, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), pregnancy_id: text(2), encounter_id: textOrNull(3), kind: text(4), visited_on: text(5), set_id: textOrNull(6),
    presentation: textOrNull(7), dangers: text(8), tetanus_dose: intOrNull(9), iron_days: intOrNull(10), children: text(11),
    feeding: textOrNull(12), contraception: textOrNull(13), next_on: textOrNull(14), note: textOrNull(15), recorded_at: text(16),
    recorded_by: textOrNull(17), removed: flag(18),
  } }),
  delivery: table({ id: 132, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), pregnancy_id: text(2), encounter_id: textOrNull(3), born_at: text(4), place: text(5), onset: textOrNull(6),
    mode: text(7), caesarean_reason: textOrNull(8), lie: textOrNull(9), conditions: text(10), blood_loss_ml: intOrNull(11),
    mother_outcome: text(12), robson: textOrNull(13), robson_version: intOrNull(14), robson_inputs: text(15), note: textOrNull(16),
    recorded_at: text(17), recorded_by: textOrNull(18), removed: flag(19),
  } }),
  newborn: table({ id: 133, kind: 'C', area: 'record', patient: 'patient_id', gone: 'removed', columns: {
    patient_id: text(1), delivery_id: text(2), position: int(3), sex: text(4), outcome: text(5), died_on: textOrNull(6), weight_g: intOrNull(7),
    length_cm: realOrNull(8), head_cm: realOrNull(9), apgar: text(10), resuscitated: flag(11), note: textOrNull(12), child_id: textOrNull(13),
    removed: flag(14),
  } }),
  growth_table: table({ id: 134, kind: 'G', area: 'clinic', columns: {
    indicator: text(1), sex: text(2), content: text(3), sha256: text(4), imported_at: text(5), imported_by: textOrNull(6), active: flag(7),
  } }),
  risk_chart: table({ id: 160, kind: 'G', area: 'clinic', columns: {
    content: text(1), region: textOrNull(2), sha256: text(3), imported_at: text(4), imported_by: textOrNull(5), active: flag(6),
  } }),
  patient_merge: table({ id: 140, kind: 'D', area: 'merging', shownIn: 'patients', patient: 'survivor_id', columns: {
    survivor_id: text(1), merged_id: text(2), status: text(3), merged_at: text(4), merged_by: textOrNull(5), undone_at: textOrNull(6),
    undone_by: textOrNull(7), facts: text(8),
  } }),
  patient_merge_part: table({ id: 141, kind: 'A', area: 'merging', patient: 'survivor_id', columns: {
    merge_id: text(1), survivor_id: text(2), rows: text(3),
  } }),
  clinic_choice: table({ id: 142, kind: 'G', area: 'clinic', columns: { key: text(1), value: text(2) } }),
  shift: table({ id: 170, kind: 'B', area: 'clinic', shownIn: 'calendar', gone: 'removed', columns: {
    provider_id: text(1), weekday: int(2), start_minute: int(3), end_minute: int(4), room_id: textOrNull(5), service_id: textOrNull(6),
    slot_minutes: int(7), capacity: int(8), valid_from: textOrNull(9), valid_until: textOrNull(10), removed: flag(11),
  } }),
  schedule_exception: table({ id: 171, kind: 'B', area: 'clinic', shownIn: 'calendar', gone: 'removed', columns: {
    kind: text(1), provider_id: textOrNull(2), from_on: text(3), until_on: text(4), start_minute: intOrNull(5), end_minute: intOrNull(6),
    yearly: flag(7), note: textOrNull(8), room_id: textOrNull(9), service_id: textOrNull(10), slot_minutes: intOrNull(11),
    capacity: intOrNull(12), removed: flag(13),
  } }),
  /** `starts` is one column, so that a move of one PC is never mixed with that of another; `name` is whom it was booked for. */
  appointment: table({ id: 172, kind: 'B', area: 'calendar', patient: 'patient_id', columns: {
    patient_id: textOrNull(1), name: text(2), phone: textOrNull(3), provider_id: text(4), room_id: textOrNull(5), service_id: textOrNull(6),
    starts: reviewed(text(7)), minutes: int(8), status: reviewed(text(9)), status_at: text(10), reason: textOrNull(11), note: textOrNull(12),
    cancel_reason: textOrNull(13), overbook_reason: textOrNull(14), series_id: textOrNull(15), follow_up_id: textOrNull(16),
    token_id: textOrNull(17), booked_at: text(18), booked_by: textOrNull(19), moved_at: later(textOrNull(20)),
  } }),
  stock_item: table({ id: 180, kind: 'G', area: 'stock', columns: {
    name: text(1), form: textOrNull(2), strength: textOrNull(3), unit: text(4), packs: text(5), barcodes: text(6), lead_days: intOrNull(7),
    review_days: intOrNull(8), safety_days: intOrNull(9), reorder_at: intOrNull(10), active: flag(11),
  } }),
  stock_supplier: table({ id: 181, kind: 'G', area: 'stock', columns: {
    name: text(1), phone: textOrNull(2), email: textOrNull(3), note: textOrNull(4), active: flag(5),
  } }),
  stock_store: table({ id: 182, kind: 'G', area: 'stock', columns: { name: text(1), position: int(2), active: flag(3) } }),
  /** `cost` minor units of the clinic's currency were paid for `cost_units` base units; null where nobody said. */
  stock_batch: table({ id: 183, kind: 'A', area: 'stock', columns: {
    item_id: text(1), lot: textOrNull(2), expires_on: textOrNull(3), supplier_id: textOrNull(4), cost: intOrNull(5), cost_units: int(6),
    received_at: text(7), received_by: textOrNull(8),
  } }),
  /** Base units, out is negative. Rows of one act (both ends of a transfer, all batches of a dispensing) share `act_id`. */
  stock_movement: table({ id: 184, kind: 'E', area: 'stock', patient: 'patient_id', columns: {
    act_id: text(1), item_id: text(2), batch_id: text(3), store_id: text(4), kind: text(5), quantity: int(6), at: text(7), person_id: textOrNull(8),
    reason: textOrNull(9), patient_id: textOrNull(10), dispensing_id: textOrNull(11), reverses_id: textOrNull(12),
  } }),
  /** What was handed to a patient; `earlier` dispensings of the prescription were known at that PC. */
  stock_dispensing: table({ id: 185, kind: 'A', area: 'stock', shownIn: 'record', patient: 'patient_id', columns: {
    patient_id: text(1), prescription_id: textOrNull(2), encounter_id: textOrNull(3), item_id: text(4), store_id: text(5), quantity: int(6), at: text(7),
    person_id: textOrNull(8), substituted: textOrNull(9), directions: textOrNull(10), earlier: int(11),
  } }),
  stocktake: table({ id: 186, kind: 'D', area: 'stock', columns: {
    store_id: text(1), status: text(2), started_at: text(3), started_by: textOrNull(4), counted_at: textOrNull(5), posted_at: textOrNull(6),
    posted_by: textOrNull(7), note: textOrNull(8),
  } }),
  /** Counted in base units, when `seen` movements of the batch, in sum `expected`, were known at that PC. */
  stock_count: table({ id: 187, kind: 'A', area: 'stock', columns: {
    stocktake_id: text(1), item_id: text(2), batch_id: text(3), store_id: text(4), counted: int(5), expected: int(6), seen: int(7), at: text(8),
    person_id: textOrNull(9),
  } }),
  payer: table({ id: 190, kind: 'G', area: 'billing', columns: { name: text(1), code: textOrNull(2), share: int(3), active: flag(4) } }),
  price: table({ id: 191, kind: 'G', area: 'billing', columns: {
    item_key: text(1), name: text(2), code: textOrNull(3), payer_id: textOrNull(4), age_from: intOrNull(5), age_before: intOrNull(6), amount: int(7),
    tax: textOrNull(8), active: flag(9),
  } }),
  /** Its id follows from the patient, the day and the place among the bills of that day, as do all its columns but `status`, `payer_id` and `reason`. */
  invoice: table({ id: 192, kind: 'D', area: 'billing', patient: 'patient_id', columns: {
    patient_id: text(1), day: text(2), number: text(3), status: text(4), payer_id: textOrNull(5), reason: textOrNull(6),
  } }),
  /** Signed amounts. The id of a line that something was charged by follows from what it was charged for. */
  invoice_line: table({ id: 193, kind: 'E', area: 'billing', patient: 'patient_id', columns: {
    invoice_id: text(1), patient_id: text(2), day: text(3), kind: text(4), of_id: textOrNull(5), source: textOrNull(6), source_id: textOrNull(7),
    item_key: textOrNull(8), title: text(9), quantity: int(10), unit_amount: int(11), tax_rate: int(12), tax_included: flag(13), total: int(14), tax: int(15),
    insurer: int(16), at: text(17), person_id: textOrNull(18), reason: textOrNull(19), number: textOrNull(20),
  } }),
  /** Signed: what the clinic gives back is negative. Without an invoice it is a deposit. */
  payment: table({ id: 194, kind: 'E', area: 'billing', patient: 'patient_id', issued: ['number'], columns: {
    invoice_id: textOrNull(1), patient_id: text(2), day: text(3), kind: text(4), method: text(5), amount: int(6), tendered: intOrNull(7), number: text(8),
    session_id: textOrNull(9), at: text(10), person_id: textOrNull(11), reason: textOrNull(12), reference: textOrNull(13), claim_id: textOrNull(14),
    remittance_id: textOrNull(15),
  } }),
  cash_session: table({ id: 195, kind: 'A', area: 'billing', columns: { till: text(1), opened_at: text(2), person_id: textOrNull(3), after_id: textOrNull(4) } }),
  cash_movement: table({ id: 196, kind: 'E', area: 'billing', columns: {
    session_id: text(1), kind: text(2), amount: int(3), at: text(4), person_id: textOrNull(5), reason: textOrNull(6), pieces: textOrNull(7),
  } }),
  claim: table({ id: 197, kind: 'D', area: 'billing', patient: 'patient_id', columns: {
    patient_id: text(1), invoice_id: text(2), payer_id: text(3), amount: int(4), status: text(5), batch_id: textOrNull(6), reference: textOrNull(7),
    made_at: text(8), submitted_at: textOrNull(9), decided_at: textOrNull(10), reason: textOrNull(11),
  } }),
  claim_batch: table({ id: 198, kind: 'B', area: 'billing', columns: { payer_id: text(1), number: text(2), made_at: text(3), person_id: textOrNull(4) } }),
  remittance: table({ id: 199, kind: 'E', area: 'billing', columns: {
    payer_id: text(1), reference: text(2), amount: int(3), received_on: text(4), at: text(5), person_id: textOrNull(6),
  } }),
  /** `settings` holds no secret: that lies at the PC that sends, which is `sender_id`. */
  notification_channel: table({ id: 200, kind: 'G', area: 'notifications', columns: {
    name: text(1), settings: text(2), active: flag(3), sender_id: textOrNull(4), sender_pc: textOrNull(5), sender_since: textOrNull(6),
  } }),
  notification_template: table({ id: 201, kind: 'G', area: 'notifications', columns: {
    event: text(1), language: text(2), subject: text(3), body: text(4), short: text(5), own: flag(6),
  } }),
  notification_rule: table({ id: 202, kind: 'G', area: 'notifications', columns: {
    event: text(1), channel_id: text(2), lead_minutes: int(3), active: flag(4), since: text(5),
  } }),
  /** Its id follows from what it tells of, so that it is told once. Only the PC that sends writes it. */
  notification: table({ id: 203, kind: 'D', area: 'notifications', patient: 'patient_id', columns: {
    event: text(1), subject_id: text(2), about: text(3), patient_id: textOrNull(4), channel_id: text(5), due_at: text(6), until_at: textOrNull(7), status: text(8),
    attempts: int(9), next_at: textOrNull(10), reason: textOrNull(11), tried_at: textOrNull(12), sender_id: textOrNull(13), language: textOrNull(14),
    sent_to: textOrNull(15), subject: textOrNull(16), text: textOrNull(17), reference: textOrNull(18), made_at: text(19),
  } }),
} as const;

export type SyncedTable = keyof typeof tables;
export type SyncedRow<T extends SyncedTable> = RowOf<(typeof tables)[T]>;

const names: ReadonlyMap<number, SyncedTable> = new Map((Object.keys(tables) as SyncedTable[]).map((name) => [tables[name].id, name]));

/** The table with this stable id, as the log and the wire name it. */
export const tableById = (id: number): SyncedTable | undefined => names.get(id);
