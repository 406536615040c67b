import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { XLSX } from '../../contract/documents.ts';
import { problem } from '../../contract/primitives.ts';
import type { Route } from '../../contract/route.ts';
import { API_BASE, ROUTES } from '../../contract/routes.ts';

const PROBLEMS: Readonly<Record<number, string>> = {
  401: 'Not signed in',
  403: 'The role may not ask for this',
  404: 'No such thing, or not the viewer’s',
  409: 'The book says no, or the key was used with another request',
  422: 'Fields that cannot be used',
};

/** The document of every endpoint, from the table of routes alone. OpenAPI 3.1. */
export function openApiDocument(): object {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'creditbook.session_token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  for (const [name, route] of Object.entries<Route>(ROUTES))
    app.openAPIRegistry.registerPath(createRoute(described(name, route)));
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Creditbook',
      version: '1',
      description:
        'The book of cloud credits. Amounts are decimal text with their currency beside them. Lists are paged by cursor. ' +
        'Writes of a session need X-CSRF-Token; give an Idempotency-Key to be able to ask again.',
    },
  });
}

function described(name: string, route: Route): RouteConfig {
  const open = route.who === 'anybody';
  const query = route.query === undefined ? {} : { query: route.query };
  const params = route.params === undefined ? {} : { params: route.params };
  return {
    method: route.method,
    path: `${API_BASE}${route.path}`,
    operationId: name,
    summary: route.summary,
    tags: [tagOf(route.path)],
    security: open ? [] : [{ session: [] }, { key: [] }],
    request: { ...query, ...params, ...bodyOf(route) },
    responses: { ...successOf(route), ...problemsOf(open) },
    ...({
      'x-who': route.who,
      'x-posts': route.posts === true,
      'x-if-match': route.ifMatch === true,
    } as object),
  } as RouteConfig;
}

function bodyOf(route: Route): object {
  if (route.body === undefined) return {};
  if (route.body !== 'files')
    return { body: { required: true, content: { 'application/json': { schema: route.body } } } };
  const schema = {
    type: 'object',
    properties: {
      files: { type: 'array', items: { type: 'string', format: 'binary' } },
      final: { type: 'string', enum: ['true', 'false'] },
      replace: { type: 'string', enum: ['true', 'false'] },
    },
  };
  return { body: { required: true, content: { 'multipart/form-data': { schema } } } };
}

function successOf(route: Route): object {
  const status = route.status ?? 200;
  if (route.answer === 'nothing') return { [status]: { description: 'Done' } };
  if (route.answer === 'table') {
    const file = { schema: { type: 'string', format: 'binary' } };
    return { [status]: { description: 'The file', content: { 'text/csv': file, [XLSX]: file } } };
  }
  const content =
    typeof route.answer === 'string'
      ? { [route.answer]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: route.answer } };
  return { [status]: { description: 'The answer', content } };
}

function problemsOf(open: boolean): object {
  const content = { 'application/problem+json': { schema: problem } };
  return Object.fromEntries(
    Object.entries(PROBLEMS)
      .filter(([status]) => !open || status !== '404')
      .map(([status, description]) => [status, { description, content }]),
  );
}

function tagOf(path: string): string {
  return path.split('/')[1] ?? '';
}
