import { rm } from 'node:fs/promises';
import {
  creditRecordList,
  creditRecordMatches,
  creditRecordStory,
  importCreditRecords,
} from '../../../application/access/credit-record-desk.ts';
import type { CREDIT_RECORD_ROUTES } from '../../../contract/credit-records.ts';
import type { Call, Handlers } from '../call.ts';
import { receiveFiles } from '../received-files.ts';

export const creditRecordHandlers: Handlers<keyof typeof CREDIT_RECORD_ROUTES> = {
  listCreditRecords: ({ office, viewer }) => creditRecordList(office, viewer),
  matchCreditRecords: ({ office, viewer, query }) => creditRecordMatches(office, viewer, query.period),
  getCreditRecord: ({ office, viewer, params }) => creditRecordStory(office, viewer, params.id),
  importCreditRecords: (call) => imported(call),
};

/** Read at once: AWS's answers are small, and nobody waits for a job to hear what is wrong with one. */
async function imported(call: Call<'importCreditRecords'>): Promise<unknown> {
  const { office, house, context, dryRun, write } = call;
  const { folder } = await receiveFiles(context.req.raw, house.filesFolder, house.limits);
  try {
    const reading = await office.readCreditRecords([folder]);
    return await write((room) => importCreditRecords(office, room, reading, dryRun));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
