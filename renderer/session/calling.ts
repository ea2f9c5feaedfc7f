import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import type { Announcement, QueueEntry } from '#domain/contract/queue.ts';
import { useRooms } from './clinic.ts';
import { openCalled } from './open-patient.ts';
import { announceCall } from './speech.ts';
import { setWindowPlace, useWindowPlace } from './window-place.ts';

interface Calling {
  readonly busy: boolean;
  /** What waits for a room to be chosen. */
  readonly askRoom: ((roomId: string) => void) | undefined;
  /** The last call made from this window. */
  readonly last: { readonly entry: QueueEntry; readonly roomName: string } | undefined;
}

export const useCalling = create<Calling>(() => ({ busy: false, askRoom: undefined, last: undefined }));

export interface CallCommands {
  /** The next person by priority, booked time and waiting time. */
  readonly callNext: () => void;
  /** This person, again or out of turn. */
  readonly call: (tokenId: string) => void;
}

interface CallResult {
  readonly entry: QueueEntry | null;
  readonly announcement: Announcement | null;
}

/** Calling from this window: to its room, aloud, with the patient opened. Asks for the room the first time. */
export function useCallCommands(): CallCommands {
  const { t } = useTranslation();
  const format = useFormat();
  const rooms = useRooms();
  const { roomId, serviceId } = useWindowPlace();

  const make = async (call: () => Promise<CallResult>): Promise<void> => {
    // A second press while the first is on its way must not call a second person.
    if (useCalling.getState().busy) return;
    useCalling.setState({ busy: true });
    try {
      const { entry, announcement } = await call();
      if (announcement) announceCall(announcement);
      if (entry) {
        useCalling.setState({ last: { entry, roomName: announcement?.roomName ?? '' } });
        openCalled(entry);
      } else toast('info', t('queue.nobody-waits'));
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    } finally {
      useCalling.setState({ busy: false });
    }
  };

  const inRoom = (then: (roomId: string) => void): void => {
    const known = rooms.find((room) => room.id === roomId) ?? (rooms.length === 1 ? rooms[0] : undefined);
    if (known) then(known.id);
    else useCalling.setState({ askRoom: then });
  };

  return {
    callNext: () => inRoom((room) => void make(() => client.queue.callNext({ roomId: room, ...(serviceId === null ? {} : { serviceId }) }))),
    call: (tokenId) => inRoom((room) => void make(() => client.queue.call({ tokenId, roomId: room }))),
  };
}

/** The room was chosen: it is remembered, and what waited for it goes on. */
export function chooseRoom(roomId: string): void {
  setWindowPlace({ roomId });
  const { askRoom } = useCalling.getState();
  useCalling.setState({ askRoom: undefined });
  askRoom?.(roomId);
}
