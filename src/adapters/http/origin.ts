import type { Context } from 'hono';

/** The address a request came from; a proxy's word counts only when the service was told to trust it. */
export function originOf(c: Context): string {
  const { incoming, trustsProxy } = (c.env ?? {}) as {
    incoming?: { readonly socket?: { readonly remoteAddress?: string } };
    trustsProxy?: boolean;
  };
  const forwarded = trustsProxy === true ? c.req.header('x-forwarded-for')?.split(',')[0]?.trim() : undefined;
  const address = forwarded ?? incoming?.socket?.remoteAddress ?? 'unknown';
  return address.slice(0, 64);
}
