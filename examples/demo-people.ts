import { randomInt } from 'node:crypto';

/** One sign-in for each role: the distributor's three, a reseller's two, a customer's one. */
const PEOPLE = [
  { name: 'Nora Field', email: 'nora@example.com', role: 'distributor-admin', party: null },
  { name: 'Anton Reed', email: 'anton@example.com', role: 'distributor-analyst', party: null },
  { name: 'Ida Stone', email: 'ida@example.com', role: 'auditor', party: null },
  { name: 'Hal Quay', email: 'hal@example.com', role: 'reseller-admin', party: 'harbor' },
  { name: 'Mira Pier', email: 'mira@example.com', role: 'reseller-user', party: 'harbor' },
  { name: 'Bo Kiln', email: 'bo@example.com', role: 'customer-user', party: 'blue-kiln' },
] as const;

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

export type SignInTold = {
  readonly who: string;
  readonly email: string;
  readonly password: string;
};

/** Makes them the way people do: the first-run address makes the admin, the admin adds the others. */
export async function addPeople(url: string, firstRunUrl: string): Promise<readonly SignInTold[]> {
  const token = new URLSearchParams(new URL(firstRunUrl).hash.slice(1)).get('token');
  const [first, ...others] = PEOPLE.map((person) => ({ ...person, password: newPassword() }));
  if (first === undefined) return [];
  const { name, email, password } = first;
  const begun = await post(url, 'setup', { token, name, email, password });
  const { csrf } = (await begun.json()) as { readonly csrf: string };
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
  for (const person of others) await post(url, 'users', person, { cookie, 'x-csrf-token': csrf });
  return [first, ...others].map(({ name: called, role, party, ...told }) => ({
    who: `${called}, ${role.replace('-', ' ')}${party === null ? '' : ` of ${party}`}`,
    ...told,
  }));
}

async function post(
  url: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const reply = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
  return reply;
}

/** Four groups of four characters that nobody mixes up when typing them. */
function newPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
