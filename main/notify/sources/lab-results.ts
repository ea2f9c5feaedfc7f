import { sinceOf, type Source } from './source.ts';

interface Row { readonly order_id: string; readonly patient_id: string; readonly at: string; readonly open: number }

const OPEN = "l.status NOT IN ('verified', 'cancelled', 'rejected')";

/** Orders of which every test is done: one message for each, whatever is corrected afterwards. */
export const labSource: Source = {
  events: ['lab-ready'],
  plan(place, rule) {
    const rows = place.db.statement(`SELECT o.order_id, o.patient_id, o.at, (SELECT count(*) FROM lab_order_line l WHERE l.order_id = o.order_id AND ${OPEN}) AS open FROM (
        SELECT l.order_id, l.patient_id, max(e.at) AS at FROM lab_event e JOIN lab_order_line l ON l.id = e.line_id
        WHERE e.to_status = 'verified' AND e.at >= ? GROUP BY l.order_id) o ORDER BY o.at, o.order_id`).all(sinceOf(place, rule)) as Row[];
    return rows.filter(({ open }) => open === 0).map((row) => ({ subjectId: row.order_id, about: '', patientId: row.patient_id, dueAt: Date.parse(row.at), untilAt: null }));
  },
  facts({ db, clinicName }, _event, { subjectId }) {
    const { open, done } = db.statement(`SELECT count(*) FILTER (WHERE ${OPEN}) AS open, count(*) FILTER (WHERE l.status = 'verified') AS done FROM lab_order_line l WHERE l.order_id = ?`)
      .get(subjectId) as { open: number; done: number };
    return open > 0 || done === 0 ? undefined : { name: '', phone: null, values: () => ({ clinic: clinicName }) };
  },
};
