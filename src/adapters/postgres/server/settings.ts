/** Settings of a server, by PostgreSQL's own names. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Names the socket file only: the embedded server opens no TCP port. */
export const SOCKET_PORT = 5432;
export const SERVER_ROLE = 'creditbook';
/** One book = one database: the one that initdb makes. */
export const BOOK_DATABASE = 'postgres';

/**
 * A small server that starts and stops in tens of milliseconds and never loses what it confirmed: fsync,
 * full_page_writes and synchronous_commit stay on. They are given at each start, so that a newer program's choice
 * counts for older books too.
 */
export const BOOK_SETTINGS: ServerSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  superuser_reserved_connections: '0',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  // Nobody replicates from this server, so the log can be minimal: bulk loads into new tables write no log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  // Parallel workers share memory through /dev/shm, which many containers keep too small.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  io_method: 'sync',
  // A query of a command that was killed ends within a second instead of holding its locks.
  client_connection_check_interval: '1s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  cluster_name: 'creditbook',
};

/** `-c name=value` for each setting, the later ones winning. */
export function settingFlags(...settings: readonly ServerSettings[]): string[] {
  const merged = Object.assign({}, ...settings) as ServerSettings;
  return Object.entries(merged).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
