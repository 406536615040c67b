import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** The secret that signs cookies: made once per book, so that sessions survive a restart. */
export async function cookieSecret(pool: Pool): Promise<string> {
  const made = randomBytes(48).toString('base64url');
  await pool.query(
    `insert into accounts.service_secrets (name, value) values ('cookies', $1) on conflict (name) do nothing`,
    [made],
  );
  const { rows } = await pool.query<{ value: string }>(
    `select value from accounts.service_secrets where name = 'cookies'`,
  );
  return rows[0]?.value ?? made;
}
