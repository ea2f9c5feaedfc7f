import type { Migration } from '../migrate.ts';

/** The list of analysers says of each when it last sent and how often. */
export const analyserMessages: Migration = {
  version: 100,
  name: 'analyser-messages',
  up(db) {
    db.exec('CREATE INDEX lab_message_analyser ON lab_message(analyser_id, received_at)');
    db.exec('CREATE INDEX analyser_raw_message ON analyser_raw(message_id) WHERE message_id IS NOT NULL');
  },
};
