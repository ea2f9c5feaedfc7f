import { assertNever } from '#domain/kit/assert-never.ts';
import { AuditPage } from '#renderer/screens/audit/audit-page.tsx';
import { ExchangePage } from '#renderer/screens/exchange/exchange-page.tsx';
import { AboutPage } from './about/about-page.tsx';
import { AnalysersPage } from './analysers/analysers-page.tsx';
import { ClinicPage } from './clinic/clinic-page.tsx';
import { DevicesPage } from './devices/devices-page.tsx';
import { FormsPage } from './forms/forms-page.tsx';
import { LaboratoryPage } from './laboratory/laboratory-page.tsx';
import { NotificationsPage } from './notifications/notifications-page.tsx';
import type { PageId } from './pages.ts';
import { PeoplePage } from './people/people-page.tsx';
import { SignInPage } from './people/sign-in-page.tsx';
import { PcsPage } from './pcs/pcs-page.tsx';
import { PricesPage } from './prices/prices-page.tsx';
import { PrintersPage } from './printers/printers-page.tsx';
import { ProgramsPage } from './programs/programs-page.tsx';
import { ProvidersPage } from './providers/providers-page.tsx';
import { RoomsPage } from './rooms/rooms-page.tsx';
import { SchedulesPage } from './schedules/schedules-page.tsx';
import { StockPage } from './stock/stock-page.tsx';
import { TablesPage } from './tables/tables-page.tsx';
import { TermsPage } from './terms/terms-page.tsx';
import { VaccinesPage } from './vaccines/vaccines-page.tsx';
import { VoicePage } from './voice/voice-page.tsx';

/** What one settings page shows. */
export function PageContent({ page }: { readonly page: PageId }) {
  switch (page) {
    case 'clinic': return <ClinicPage />;
    case 'rooms': return <RoomsPage />;
    case 'people': return <PeoplePage />;
    case 'providers': return <ProvidersPage />;
    case 'voice': return <VoicePage />;
    case 'printers': return <PrintersPage />;
    case 'devices': return <DevicesPage />;
    case 'analysers': return <AnalysersPage />;
    case 'terms': return <TermsPage />;
    case 'laboratory': return <LaboratoryPage />;
    case 'programs': return <ProgramsPage />;
    case 'exchange': return <ExchangePage />;
    case 'pcs': return <PcsPage />;
    case 'audit': return <AuditPage />;
    case 'sign-in': return <SignInPage />;
    case 'about': return <AboutPage />;
    case 'forms': return <FormsPage />;
    case 'stock': return <StockPage />;
    case 'prices': return <PricesPage />;
    case 'notifications': return <NotificationsPage />;
    case 'tables': return <TablesPage />;
    case 'vaccines': return <VaccinesPage />;
    case 'schedules': return <SchedulesPage />;
    default: return assertNever(page);
  }
}
