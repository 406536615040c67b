import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** A secret of the service that is made once per book, so that what it signed or sealed holds after a restart. */
export async function serviceSecret(pool: Pool, name: 'cookies' | 'sealing'): Promise<string> {
  const made = randomBytes(48).toString('base64url');
  await pool.query(
    'insert into accounts.service_secrets (name, value) values ($1, $2) on conflict (name) do nothing',
    [name, made],
  );
  const { rows } = await pool.query<{ value: string }>(
    'select value from accounts.service_secrets where name = $1',
    [name],
  );
  return rows[0]?.value ?? made;
}
