declare module 'virtual:routes' {
  /** Method and path of every endpoint by its name; the build takes them from the contract. */
  export const ROUTE_PATHS: Readonly<Record<string, readonly [method: string, path: string]>>;
}
