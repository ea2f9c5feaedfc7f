import type { Contract } from '#domain/contract/contract.ts';
import { done, type ShownCertificate } from '#domain/contract/shapes.ts';
import { isThisPc } from '#domain/kit/reachable.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { incidentTime, noteIncident } from '#db/sync/incidents.ts';
import { changePlace } from '#db/sync/place.ts';
import type { DeskParts } from '../desk.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import type { Enrolling } from '../sync/enrol.ts';
import { shownCertificate, wordsOf } from '../sync/shown-certificate.ts';
import { NetworkFailure } from '../sync/transport.ts';
import { asked } from './ask-server.ts';

/** How a PC comes to a server, and by which certificate it believes it. */
export function enrolHandlers(desk: DeskParts): Pick<Handlers<Contract['sync']>, 'connect' | 'join' | 'certificate' | 'trust'> {
  const { sync } = desk;
  return {
    connect: async (call, input) => {
      if (desk.training) throw fail('CONFLICT', { reason: 'training' });
      if (sync.link) throw fail('CONFLICT', { reason: 'has-server' });
      if (!findClinic(call.read)) throw fail('CONFLICT', { reason: 'not-set-up' });
      await enrolled(input, (wanted) => sync.connect(wanted));
      return done;
    },
    join: async (call, input) => {
      if (desk.training) throw fail('CONFLICT', { reason: 'training' });
      if (findClinic(call.read) || sync.link) throw fail('CONFLICT', { reason: 'already-set-up' });
      await enrolled(input, (wanted) => sync.join(wanted));
      return { recoveryKey: desk.recoveryKey };
    },
    certificate: async () => {
      if (!sync.link) return { shown: null, believed: null };
      const shown = await shownNow(sync.link.place.server);
      return { shown, believed: wordsOf(sync.link.place.certificate) };
    },
    trust: (call, { certificate }) => {
      if (!sync.link) throw fail('CONFLICT', { reason: 'no-server' });
      const words = wordsOf(certificate);
      if (words === null) throw invalid('certificate', 'bad-certificate');
      call.write((tx) => {
        changePlace(tx, { certificate });
        noteIncident(tx, { id: tx.newId(), at: incidentTime(tx, desk.now()), kind: 'certificate', detail: words });
      });
      sync.lookAnew();
      return done;
    },
  };
}

/** Enrols; a server for which no known authority vouches is shown to the person who is to say whether it is the right one. */
async function enrolled(input: Enrolling, work: (wanted: Enrolling) => Promise<void>): Promise<void> {
  let wanted = enrolling(input);
  try {
    await work(wanted).catch((error: unknown) => {
      // Whoever typed no scheme may mean a server of this PC that speaks TLS all the same, and breaks off what does not.
      if (SCHEME.test(input.server.trim()) || !wanted.server.startsWith('http:') || !(error instanceof NetworkFailure) || error.reason !== 'cut') throw error;
      wanted = { ...wanted, server: wanted.server.replace('http:', 'https:') };
      return work(wanted);
    });
  } catch (error) {
    const shown = error instanceof NetworkFailure && error.reason === 'certificate' ? await shownNow(wanted.server) : null;
    if (shown && shown.certificate.trim() !== wanted.certificate) throw fail('SERVER', { reason: 'certificate', certificate: shown });
    await asked(Promise.reject(error as Error));
  }
}

async function shownNow(server: string): Promise<ShownCertificate | null> {
  const shown = await shownCertificate(server);
  return shown && { ...shown, until: new Date(shown.until).toISOString() };
}

const SCHEME = /^https?:\/\//;
const ADDRESS = /^https?:\/\/[^/\s]+$/;

function enrolling(input: Enrolling): Enrolling {
  const server = withScheme(input.server.trim().replace(/\/+$/, ''));
  if (!ADDRESS.test(server) || !URL.canParse(server)) throw invalid('server', 'address');
  // Outside this PC a password-like code and patients' records go encrypted, or they do not go.
  if (server.startsWith('http:') && !isThisPc(new URL(server).hostname)) throw invalid('server', 'not-encrypted');
  if (input.code.trim() === '') throw invalid('code', 'empty');
  if (input.pcName.trim() === '') throw invalid('pcName', 'empty');
  return { server, code: input.code.trim(), pcName: input.pcName.trim(), certificate: input.certificate.trim() };
}

function withScheme(server: string): string {
  if (SCHEME.test(server)) return server;
  const host = server.split(':')[0] ?? '';
  return `${isThisPc(host) ? 'http' : 'https'}://${server}`;
}
