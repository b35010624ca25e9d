// The routes. Public pages that most people open come with the first script; workplaces are fetched when visited.
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { FrontPage } from './pages/front/front_page';
import { Frame } from './shell/frame';
import { ForRole } from './shell/for_role';
import { Loading, NotFound, PageBoundary } from './shell/states';

const RegisterPage = lazy(() => import('./pages/register/register_page'));
const IndicatorPage = lazy(() => import('./pages/indicator/indicator_page'));
const EmbedPage = lazy(() => import('./pages/indicator/embed_page'));
const UnitPage = lazy(() => import('./pages/unit/unit_page'));
const UnitsPage = lazy(() => import('./pages/unit/units_page'));
const ComparePage = lazy(() => import('./pages/compare/compare_page'));
const ReportsPage = lazy(() => import('./pages/reports/reports_page'));
const LoginPage = lazy(() => import('./pages/login/login_page'));
const DispatchPage = lazy(() => import('./pages/dispatch/dispatch_page'));
const PrivacyPage = lazy(() => import('./pages/privacy/privacy_page'));
const PlanPage = lazy(() => import('./pages/plan/plan_page'));
const WorkPage = lazy(() => import('./pages/work/work_page'));
const AdminPage = lazy(() => import('./pages/admin/admin_page'));

function Pages() {
  return (
    <PageBoundary>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={FrontPage} />
          <Route path="/register/:id">{({ id }) => <RegisterPage key={id} id={id} />}</Route>
          <Route path="/indicator/:id">{({ id }) => <IndicatorPage key={id} id={id} />}</Route>
          <Route path="/units" component={UnitsPage} />
          <Route path="/unit">
            <Redirect to="/units" />
          </Route>
          <Route path="/unit/:id">{({ id }) => <UnitPage key={id} id={id} />}</Route>
          <Route path="/compare" component={ComparePage} />
          <Route path="/reports" component={ReportsPage} />
          <Route path="/login" component={LoginPage} />
          <Route path="/dispatch">
            <ForRole roles={['dispatcher']}>
              <DispatchPage />
            </ForRole>
          </Route>
          <Route path="/work">
            <ForRole roles={['registrar', 'secretariat']}>
              <WorkPage />
            </ForRole>
          </Route>
          <Route path="/plan">
            <ForRole roles={['planner']}>
              <PlanPage />
            </ForRole>
          </Route>
          <Route path="/privacy">
            <ForRole roles={['data_protection']}>
              <PrivacyPage />
            </ForRole>
          </Route>
          <Route path="/admin">
            <ForRole roles={['administrator']}>
              <AdminPage />
            </ForRole>
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}

export function App() {
  return (
    <Switch>
      <Route path="/embed/:id/:figure">
        {({ id, figure }) => (
          <Suspense fallback={<Loading />}>
            <EmbedPage id={id} figure={figure} />
          </Suspense>
        )}
      </Route>
      <Route>
        <Frame>
          <Pages />
        </Frame>
      </Route>
    </Switch>
  );
}
