import picocolors from 'picocolors';

/** Colours only for a person at a terminal; a transcript in a file stays plain, on any machine. */
export const ink = picocolors.createColors(
  process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
);
