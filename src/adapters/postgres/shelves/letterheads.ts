import type { LetterheadShelf, LetterheadVersion } from '../../../application/documents/letterhead-shelf.ts';
import type { LogoKind } from '../../../domain/party/letterhead.ts';
import type { Session } from '../session.ts';

type Row = {
  seller: string;
  version: number;
  name: string;
  address: string;
  notes: string;
  logo_kind: LogoKind | null;
  logo_hash: string | null;
  logo: Buffer | null;
};

export function letterheadShelf(session: Session): LetterheadShelf {
  return {
    newest: async (sellers) =>
      (
        await session.rows<Row>(
          `select distinct on (seller) * from letterheads where seller = any($1) order by seller, version desc`,
          [sellers],
        )
      ).map(versionOf),
    exact: async (wanted) =>
      (
        await session.rows<Row>(
          `select l.* from letterheads l join unnest($1::text[], $2::integer[]) as w (seller, version)
             on (l.seller, l.version) = (w.seller, w.version)`,
          [wanted.map((one) => one.seller), wanted.map((one) => one.version)],
        )
      ).map(versionOf),
    save: async (seller, { name, address, notes, logo }) => {
      await session.rows(
        `insert into letterheads (seller, version, name, address, notes, logo_kind, logo_hash, logo)
         select $1::text, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7
           from letterheads where seller = $1`,
        [
          seller,
          name,
          address,
          notes,
          logo?.kind ?? null,
          logo?.hash ?? null,
          logo === null ? null : Buffer.from(logo.bytes),
        ],
      );
    },
  };
}

function versionOf(row: Row): LetterheadVersion {
  const { seller, version, name, address, notes, logo_kind: kind, logo_hash: hash, logo } = row;
  return {
    seller,
    version,
    letterhead: {
      name,
      address,
      notes,
      logo:
        kind === null || hash === null || logo === null ? null : { kind, hash, bytes: new Uint8Array(logo) },
    },
  };
}
