import type { MiddlewareHandler } from 'hono';

const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const CONSOLE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');
/** The reference page draws its own styles. */
const DOCS = CONSOLE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

/** Nothing may frame, sniff or run what was not served here; answers of the API are never kept by a browser. */
export function securityHeaders(secure: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const path = c.req.path;
    const docs = path.startsWith('/api/docs');
    const api = path.startsWith('/api/') && !docs;
    const set = (name: string, value: string): void => c.res.headers.set(name, value);
    set('content-security-policy', api ? NOTHING : docs ? DOCS : CONSOLE);
    set('x-content-type-options', 'nosniff');
    set('x-frame-options', 'DENY');
    set('referrer-policy', 'same-origin');
    set('cross-origin-opener-policy', 'same-origin');
    set('cross-origin-resource-policy', 'same-origin');
    set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    if (secure) set('strict-transport-security', 'max-age=31536000; includeSubDomains');
    if (api) set('cache-control', 'no-store');
  };
}
