import { sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { documentOf } from '../documents/document-of.ts';
import type { DocumentChoice } from '../documents/document-source.ts';
import { fileNameOf } from '../documents/export-documents.ts';
import type { DocumentKind, StatementDocument } from '../documents/statement-document.ts';
import { Refusal } from '../errors.ts';
import type { BundledFile } from '../ports.ts';
import { look, type Office } from './act.ts';
import { found } from './refusals.ts';

/** The document of one statement that the viewer sees; it is the same for everybody who does. */
export function documentFor(office: Office, viewer: Viewer, id: string): Promise<StatementDocument> {
  return look(office, viewer, async ({ shelves }) => {
    const [source] = await shelves.documents.sources(sightOf(viewer), [id]);
    return documentOf(found(source));
  });
}

const BATCH = 100;
const MOST_AT_ONCE = 20_000;

/** Many documents one after the other, as they are asked for; refused before the first is printed. */
export async function documentsFor(
  office: Office,
  viewer: Viewer,
  choice: DocumentChoice,
  kind: DocumentKind,
): Promise<AsyncIterable<BundledFile>> {
  const sight = sightOf(viewer);
  const ids = await look(office, viewer, ({ shelves }) => shelves.documents.ids(sight, choice));
  if (ids.length === 0)
    throw new Refusal('no-statements', 'there is no such statement: choose another period or state');
  if (ids.length > MOST_AT_ONCE) {
    throw new Refusal(
      'too-many',
      `${ids.length} statements are too many for one file: choose a period or a seller`,
    );
  }
  return printed(office, viewer, ids, kind);
}

/** The next documents of a batch are printing while one is sent. */
async function* printed(
  office: Office,
  viewer: Viewer,
  ids: readonly string[],
  kind: DocumentKind,
): AsyncGenerator<BundledFile> {
  const { printer } = office;
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const documents = await look(office, viewer, async ({ shelves }) =>
      (await shelves.documents.sources(sightOf(viewer), batch)).map(documentOf),
    );
    const started: Promise<Uint8Array>[] = [];
    for (const [at, document] of documents.entries()) {
      while (started.length < documents.length && started.length < at + printer.atOnce) {
        const next = documents[started.length] ?? document;
        const printing = printer.print(next, kind);
        // Nobody waits for it any more when the reader goes away.
        printing.catch(() => undefined);
        started.push(printing);
      }
      const bytes = await started[at];
      if (bytes !== undefined) yield { file: fileNameOf(document, kind), bytes };
    }
  }
}
