import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '#renderer/screens/settings/parts/page.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditList } from './audit-list.tsx';
import { EarlierNote } from './earlier-note.tsx';
import type { AuditFilter } from './use-audit.ts';
import { VerifyButton } from './verify-button.tsx';

/** Who changed and who looked at what. spec: ADM-3 */
export function AuditPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>({ personId: null, patientId: null });
  return (
    <Page title={t('settings.page.audit')} about={t('audit.about')} tools={<VerifyButton />}>
      <EarlierNote />
      <AuditFilters value={filter} onChange={setFilter} />
      <AuditList key={`${filter.personId}:${filter.patientId}`} filter={filter} />
    </Page>
  );
}
