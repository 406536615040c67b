import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { Refused } from '../api/problem.ts';
import { Failed } from '../ui/failed.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { answers } from './answers.ts';
import { Frame } from './frame.tsx';
import { textSearch } from './search-text.ts';
import { askMe, sideOf } from './viewer.ts';

/** Every address of the console, in one place. A screen is loaded when it is first gone to. */
const root = createRootRoute({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textSearch('to', 'refused'),
  component: lazyRouteComponent(() => import('../screens/sign-in/sign-in.tsx'), 'SignIn'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../screens/sign-in/set-up.tsx'), 'SetUp'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      await answers.ensureQueryData(askMe);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      redirect({
        throw: true,
        to: '/sign-in',
        search: location.pathname === '/' ? {} : { to: location.href },
      });
    }
  },
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: textSearch('period'),
  beforeLoad: async () => {
    const me = await answers.ensureQueryData(askMe);
    const side = sideOf(me.role);
    if (side === 'reseller') redirect({ throw: true, to: '/customers', search: {} });
    if (side === 'customer') redirect({ throw: true, to: '/my/statements', search: {} });
  },
  component: lazyRouteComponent(() => import('../screens/home/home.tsx'), 'Home'),
});
const credits = createRoute({
  getParentRoute: () => inside,
  path: '/credits',
  validateSearch: textSearch(
    'period',
    'from',
    'to',
    'older',
    'account',
    'description',
    'customer',
    'reseller',
    'service',
    'status',
    'rule',
    'sort',
    'credit',
  ),
  component: lazyRouteComponent(() => import('../screens/credits/credits.tsx'), 'Credits'),
});
const rules = createRoute({
  getParentRoute: () => inside,
  path: '/rules',
  component: lazyRouteComponent(() => import('../screens/rules/rules.tsx'), 'Rules'),
});
const newRule = createRoute({
  getParentRoute: () => inside,
  path: '/rules/new',
  validateSearch: textSearch('description'),
  component: lazyRouteComponent(() => import('../screens/rules/new-rule.tsx'), 'NewRule'),
});
const rule = createRoute({
  getParentRoute: () => inside,
  path: '/rules/$ruleId',
  component: lazyRouteComponent(() => import('../screens/rules/rule.tsx'), 'Rule'),
});
const editRule = createRoute({
  getParentRoute: () => inside,
  path: '/rules/$ruleId/edit',
  component: lazyRouteComponent(() => import('../screens/rules/edit-rule.tsx'), 'EditRule'),
});
const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: textSearch('q'),
  component: lazyRouteComponent(() => import('../screens/customers/customers.tsx'), 'Customers'),
});
const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../screens/customers/customer.tsx'), 'Customer'),
});
const customerIndex = createRoute({
  getParentRoute: () => customer,
  path: '/',
  beforeLoad: ({ params }) => {
    redirect({ throw: true, to: '/customers/$customerId/credits', params });
  },
});
const customerCredits = createRoute({
  getParentRoute: () => customer,
  path: 'credits',
  component: lazyRouteComponent(() => import('../screens/customers/customer-credits.tsx'), 'CustomerCredits'),
});
const customerStatements = createRoute({
  getParentRoute: () => customer,
  path: 'statements',
  component: lazyRouteComponent(
    () => import('../screens/customers/customer-statements.tsx'),
    'CustomerStatements',
  ),
});
const customerAccounts = createRoute({
  getParentRoute: () => customer,
  path: 'accounts',
  component: lazyRouteComponent(
    () => import('../screens/customers/customer-accounts.tsx'),
    'CustomerAccounts',
  ),
});
const customerPrices = createRoute({
  getParentRoute: () => customer,
  path: 'prices',
  component: lazyRouteComponent(() => import('../screens/customers/customer-prices.tsx'), 'CustomerPrices'),
});
const customerDetails = createRoute({
  getParentRoute: () => customer,
  path: 'details',
  component: lazyRouteComponent(() => import('../screens/customers/customer-details.tsx'), 'CustomerDetails'),
});
const resellers = createRoute({
  getParentRoute: () => inside,
  path: '/resellers',
  component: lazyRouteComponent(() => import('../screens/resellers/resellers.tsx'), 'Resellers'),
});
const reseller = createRoute({
  getParentRoute: () => inside,
  path: '/resellers/$resellerId',
  validateSearch: textSearch('period'),
  component: lazyRouteComponent(() => import('../screens/resellers/reseller.tsx'), 'Reseller'),
});
const statements = createRoute({
  getParentRoute: () => inside,
  path: '/statements',
  validateSearch: textSearch('period', 'state', 'seller', 'buyer'),
  component: lazyRouteComponent(() => import('../screens/statements/statements.tsx'), 'Statements'),
});
const generate = createRoute({
  getParentRoute: () => inside,
  path: '/statements/generate',
  validateSearch: textSearch('period', 'seller'),
  component: lazyRouteComponent(() => import('../screens/statements/generate.tsx'), 'Generate'),
});
const statement = createRoute({
  getParentRoute: () => inside,
  path: '/statements/$statementId',
  component: lazyRouteComponent(() => import('../screens/statements/statement.tsx'), 'Statement'),
});
const outbox = createRoute({
  getParentRoute: () => inside,
  path: '/outbox',
  validateSearch: textSearch('state', 'event'),
  component: lazyRouteComponent(() => import('../screens/mail/outbox.tsx'), 'Outbox'),
});
const deliveries = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries',
  validateSearch: textSearch('period'),
  component: lazyRouteComponent(() => import('../screens/deliveries/deliveries.tsx'), 'Deliveries'),
});
const sources = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries/sources',
  component: lazyRouteComponent(() => import('../screens/deliveries/sources.tsx'), 'Sources'),
});
const creditRecords = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries/records',
  validateSearch: textSearch('period'),
  component: lazyRouteComponent(() => import('../screens/deliveries/credit-records.tsx'), 'CreditRecords'),
});
const myStatements = createRoute({
  getParentRoute: () => inside,
  path: '/my/statements',
  component: lazyRouteComponent(() => import('../screens/portal/my-statements.tsx'), 'MyStatements'),
});
const myStatement = createRoute({
  getParentRoute: () => inside,
  path: '/my/statements/$statementId',
  component: lazyRouteComponent(() => import('../screens/portal/my-statement.tsx'), 'MyStatement'),
});
const myCredits = createRoute({
  getParentRoute: () => inside,
  path: '/my/credits',
  component: lazyRouteComponent(() => import('../screens/portal/my-credits.tsx'), 'MyCredits'),
});
const checks = createRoute({
  getParentRoute: () => inside,
  path: '/checks',
  validateSearch: textSearch('period'),
  component: lazyRouteComponent(() => import('../screens/home/checks.tsx'), 'Checks'),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: textSearch('who', 'what', 'object', 'from', 'to'),
  component: lazyRouteComponent(() => import('../screens/audit/audit.tsx'), 'Audit'),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  component: lazyRouteComponent(() => import('../screens/people/people.tsx'), 'People'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../screens/settings/settings.tsx'), 'SettingsScreen'),
});

const customerScreens = [
  customerIndex,
  customerCredits,
  customerStatements,
  customerAccounts,
  customerPrices,
  customerDetails,
];
const work = [
  home,
  credits,
  rules,
  newRule,
  rule,
  editRule,
  customers,
  customer.addChildren(customerScreens),
];
const bills = [
  resellers,
  reseller,
  statements,
  generate,
  statement,
  outbox,
  deliveries,
  sources,
  creditRecords,
  myStatements,
  myStatement,
  myCredits,
];
const book = [checks, audit, people, settings];

export const router = createRouter({
  routeTree: root.addChildren([signIn, setUp, inside.addChildren([...work, ...bills, ...book])]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Waiting />,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
  defaultNotFoundComponent: () => (
    <Failed
      error={new Refused({ type: '', title: '', status: 404, code: 'no-screen', detail: '', errors: [] })}
    />
  ),
  scrollRestoration: true,
  // Filters are plain words in the address: 0012 stays 0012.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
