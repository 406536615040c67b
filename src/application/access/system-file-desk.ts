import type { Viewer } from '../../domain/access/viewer.ts';
import { type SystemFileChoice, systemTable } from '../systems/system-file.ts';
import type { SystemTable } from '../systems/system-table.ts';
import { look, type Office } from './act.ts';

export function systemFileFor(office: Office, viewer: Viewer, asked: SystemFileChoice): Promise<SystemTable> {
  return look(office, viewer, ({ shelves }) => systemTable(office.book.idOf, shelves, asked));
}
