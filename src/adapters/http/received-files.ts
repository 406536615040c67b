import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Limits } from './call.ts';
import { patiently } from './patience.ts';
import { HttpProblem } from './problem.ts';

export type ReceivedFiles = {
  readonly folder: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly names: string[];
};

/** Names that only name a file: no path, no dot in front, nothing a shell or another system reads otherwise. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9 ._()+=-]{0,180}$/;

/** Streams a multipart body into a folder of its own; on any refusal the folder is gone again. */
export async function receiveFiles(request: Request, under: string, limits: Limits): Promise<ReceivedFiles> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data;.*boundary=/i.test(type) || request.body === null) {
    throw new HttpProblem(415, 'not-multipart', 'send the files as multipart/form-data');
  }
  const folder = join(under, randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const received = await readParts(request, type, folder, limits);
    if (received.names.length === 0) throw refused('files', 'nothing', 'send at least one file');
    return received;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem(400, 'torn-body', 'the body ended before it was whole, or is no multipart body');
  }
}

async function readParts(
  request: Request,
  type: string,
  folder: string,
  limits: Limits,
): Promise<ReceivedFiles> {
  const fields: Record<string, string> = {};
  const names: string[] = [];
  const writing: Promise<void>[] = [];
  const wrong: HttpProblem[] = [];
  const reader = new Busboy({
    headers: { 'content-type': type } as BusboyHeaders,
    preservePath: true,
    limits: {
      fileSize: limits.fileBytes,
      files: limits.files,
      fields: 20,
      fieldSize: 1_000,
      parts: limits.files + 20,
    },
  });
  const refuse = (problem: HttpProblem): void => {
    wrong.push(problem);
  };
  reader.on('field', (name, value) => {
    fields[name] = value;
  });
  reader.on('file', (_field, stream, name) => {
    if (typeof name !== 'string' || !PLAIN_NAME.test(name) || name.includes('..')) {
      refuse(
        refused('files', `${name}`, 'name files plainly, without folders: letters, digits, dots, dashes'),
      );
      stream.resume();
      return;
    }
    if (names.includes(name)) {
      refuse(refused('files', name, 'send each file name once'));
      stream.resume();
      return;
    }
    names.push(name);
    stream.on('limit', () =>
      refuse(new HttpProblem(413, 'file-too-large', `${name} is larger than ${limits.fileBytes} bytes`)),
    );
    const written = pipeline(stream, createWriteStream(join(folder, name), { flags: 'wx' }));
    // A torn body ends the reading first; then nobody waits for this any more.
    written.catch(() => undefined);
    writing.push(written);
  });
  reader.on('filesLimit', () =>
    refuse(new HttpProblem(413, 'too-many-files', `send at most ${limits.files} files`)),
  );
  await pipeline(Readable.from(patiently(request.body, () => limits.bodySeconds * 1_000)), reader);
  await Promise.all(writing);
  const [first] = wrong;
  if (first !== undefined) throw first;
  return { folder, fields, names };
}

function refused(field: string, seen: string, todo: string): HttpProblem {
  return new HttpProblem(422, 'wrong-fields', 'correct the files', [{ field, seen, todo }]);
}
