import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { PlaceList } from './place-list.tsx';
import classes from './rooms.module.css';
import { ServiceRoom } from './service-room.tsx';

const NO_ROOMS: readonly never[] = [];

/** Rooms and services, changed where they stand. */
export function RoomsPage() {
  const { t } = useTranslation();
  const rooms = useLive('clinic.rooms', () => client.clinic.rooms({}), ['clinic']);
  const services = useLive('clinic.services', () => client.clinic.services({}), ['clinic']);
  const known = rooms.data?.rooms ?? NO_ROOMS;
  return (
    <Page title={t('settings.page.rooms')} about={t('settings.rooms-about')}>
      <div className={classes.both}>
        <Group title={t('settings.rooms')} wide>
          <LiveContent live={rooms}>
            {(data) => <PlaceList kind="room" places={data.rooms} save={(room) => client.clinic.saveRoom(room)} />}
          </LiveContent>
        </Group>
        <Group title={t('settings.services')} wide>
          <LiveContent live={services}>
            {(data) => (
              <PlaceList
                kind="service" places={data.services}
                save={({ id, ...place }) => client.clinic.saveService({
                  ...place, ...(id === undefined ? {} : { id }), roomId: data.services.find((service) => service.id === id)?.roomId ?? null,
                })}
              >
                {(service) => <ServiceRoom service={service} rooms={known} />}
              </PlaceList>
            )}
          </LiveContent>
        </Group>
      </div>
    </Page>
  );
}
