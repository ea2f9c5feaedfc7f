import { CLINIC_ROLE, SERVER_ROLE } from '../transactions.ts';

/**
 * The two roles without login, and the right of the connecting user to take them on. Roles belong to the whole
 * PostgreSQL server, so another database may have made them, at this very moment even.
 */
export function roles(): string {
  const one = (role: string): string => `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
    BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
  IF NOT pg_has_role(current_user, '${role}', 'SET') THEN
    EXECUTE format('GRANT ${role} TO %I WITH INHERIT FALSE, SET TRUE', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO ${role};`;
  return one(CLINIC_ROLE) + one(SERVER_ROLE);
}

/**
 * Row-level security of one table, forced on its owner too. The setting is empty, not absent, after a transaction
 * that had set it, hence NULLIF; the sub-select is evaluated once per statement.
 */
export function clinicWall(table: string, rights: string): string {
  const mine = `clinic_id = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)`;
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON ${table} USING (${mine}) WITH CHECK (${mine});
GRANT ${rights} ON ${table} TO ${CLINIC_ROLE};`;
}
