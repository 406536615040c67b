// Only types cross over from the contract: its schemas are no part of what a browser loads.
export type { RouteName, RouteOf } from '../../contract/routes.ts';
