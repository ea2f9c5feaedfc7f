import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { CertificateQuestion } from '#renderer/parts/certificate-question.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';

/** The server shows another certificate than the one believed until now, as after it was made anew: a manager says whether it is right. */
export function OtherCertificate() {
  const { t } = useTranslation();
  const can = useCan()('sync.manage');
  const live = useLive(can ? 'sync.certificate' : null, () => client.sync.certificate({}), ['sync']);
  const trust = useCommand((certificate: string) => client.sync.trust({ certificate }));
  const shown = live.data?.shown;
  return (
    <>
      {shown ? <CertificateQuestion shown={shown} changed busy={trust.busy} onSame={() => void trust.run(shown.certificate)} /> : <AttentionNote>{t('errors.server.certificate')}</AttentionNote>}
      <ProblemNote problem={trust.problem} />
    </>
  );
}
