import type { Plugin } from 'vite';
import { API_BASE, ROUTES } from '../contract/routes.ts';

const NAME = 'virtual:routes';

/** Takes method and path of every endpoint out of the contract, so that the browser need not load its schemas. */
export function routePaths(): Plugin {
  const paths = Object.entries(ROUTES).map(([name, { method, path }]) => [
    name,
    [method, `${API_BASE}${path}`],
  ]);
  return {
    name: 'route-paths',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) =>
      id === `\0${NAME}` ? `export const ROUTE_PATHS = ${JSON.stringify(Object.fromEntries(paths))};` : null,
  };
}
