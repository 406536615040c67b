/** The URL of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  return serverUrl.replace(/^(postgres(?:ql)?:\/\/[^/]*)(\/[^?]*)?/, `$1/${database}`);
}
