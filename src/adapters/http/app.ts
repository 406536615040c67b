import { Hono } from 'hono';
import type { Route } from '../../contract/route.ts';
import { API_BASE, ROUTES, type RouteName } from '../../contract/routes.ts';
import type { Handler, Handlers, House } from './call.ts';
import { consoleFiles } from './console-files.ts';
import { creditRecordHandlers } from './handlers/credit-records.ts';
import { creditHandlers } from './handlers/credits.ts';
import { deliveryHandlers } from './handlers/deliveries.ts';
import { documentHandlers } from './handlers/documents.ts';
import { grantHandlers } from './handlers/grants.ts';
import { mailHandlers } from './handlers/mail.ts';
import { partyHandlers } from './handlers/parties.ts';
import { periodHandlers } from './handlers/periods.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { sessionHandlers } from './handlers/session.ts';
import { sourceHandlers } from './handlers/sources.ts';
import { statementHandlers } from './handlers/statements.ts';
import { systemFileHandlers } from './handlers/system-files.ts';
import { tableHandlers } from './handlers/tables.ts';
import { webhookHandlers } from './handlers/webhooks.ts';
import { securityHeaders } from './headers.ts';
import { openApiDocument } from './open-api.ts';
import { pipelineOf } from './pipeline.ts';
import { HttpProblem, notFound, problemOf } from './problem.ts';
import { referencePage } from './reference-page.ts';

export type AppOptions = {
  readonly baseUrl: string;
  /** The folder of the built console; null: the API alone. */
  readonly consoleFolder: string | null;
  readonly log: (error: unknown) => void;
};

/** The whole service as one function from request to response. */
export function serviceApp(house: House, { baseUrl, consoleFolder, log }: AppOptions): Hono {
  const app = new Hono();
  const handlers: Handlers = {
    ...sessionHandlers,
    ...periodHandlers,
    ...creditHandlers,
    ...creditRecordHandlers,
    ...ruleHandlers,
    ...partyHandlers,
    ...grantHandlers,
    ...documentHandlers,
    ...statementHandlers,
    ...systemFileHandlers,
    ...deliveryHandlers,
    ...tableHandlers,
    ...webhookHandlers,
    ...sourceHandlers,
    ...mailHandlers,
  };
  app.use('*', securityHeaders(baseUrl.startsWith('https:')));
  app.use('*', sameOriginWrites(baseUrl));
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (problem.status === 500) log(error);
    const headers = error instanceof HttpProblem ? error.headers : {};
    return c.body(JSON.stringify(problem), problem.status as 400, {
      'content-type': 'application/problem+json',
      ...headers,
    });
  });
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    const path = API_BASE + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(
      route.method.toUpperCase(),
      path,
      pipelineOf(house, name, route, handlers[name] as Handler<RouteName>),
    );
  }
  const document = openApiDocument();
  app.get('/api/openapi.json', (c) => c.json(document));
  app.route('/api/docs', referencePage());
  app.all('/api/auth/*', async (c) => (await house.signIn.openIdStep(c.req.raw)) ?? refused(c.req.path));
  app.all('/api/*', (c) => refused(c.req.path));
  if (consoleFolder !== null) app.all('*', consoleFiles(consoleFolder));
  app.notFound((c) => refused(c.req.path));
  return app;
}

function refused(_path: string): Response {
  return new Response(JSON.stringify(notFound()), {
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** A page of somebody else's cannot make a browser write here: its Origin tells. */
function sameOriginWrites(baseUrl: string): Parameters<Hono['use']>[1] {
  const own = new URL(baseUrl).origin;
  return async (c, next) => {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const here = [own, `http://${c.req.header('host')}`, `https://${c.req.header('host')}`];
    const foreign =
      (origin !== undefined && !here.includes(origin)) || site === 'cross-site' || site === 'same-site';
    if (!reads && foreign)
      throw new HttpProblem(403, 'foreign-origin', `this service answers writes of ${own} only`);
    await next();
  };
}
