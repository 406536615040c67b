import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { hasPortalWall } from '../adapters/postgres/service-book.ts';
import { cautionsOf } from './cautions.ts';

test('an installation with a second wall and a key of its own lacks nothing', () => {
  expect(cautionsOf({ wall: true, keys: ['k'.repeat(32)] })).toEqual([]);
});

test('without them each is told, with what to do', () => {
  const [wall, key, ...more] = cautionsOf({ wall: false, keys: [] });
  expect(wall).toContain('grant it creditbook_viewer');
  expect(key).toContain('set it to 32 random characters or more');
  expect(more).toEqual([]);
});

test('the second wall is missing for a user who may not act as its role', async () => {
  const { url } = inject('bookServer');
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  // Every server has this role, and nobody made it a member of ours.
  const stranger = new pg.Pool({ connectionString: url, max: 1, options: '-c role=pg_monitor' });
  try {
    expect([await hasPortalWall(owner), await hasPortalWall(stranger)]).toEqual([true, false]);
  } finally {
    await Promise.all([owner.end(), stranger.end()]);
  }
});
