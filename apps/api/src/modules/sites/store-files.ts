import type { SiteFileKind, SiteSection } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'

type Whose = { siteId: string; county: string }

export type FileRow = {
  id: string
  kind: SiteFileKind
  title: string
  sha256: string
  bytes: number
  mediaType: string
  recordedAt: Date
}

const fileColumns = `id, kind, title, sha256, bytes, media_type as "mediaType", recorded_at as "recordedAt"`
export const filesOf = (ctx: Ctx, siteId: string) =>
  ctx.tx.query<FileRow>(
    `select ${fileColumns} from site_files where site_id = $1 order by recorded_at desc, id desc limit 200`,
    [siteId],
  )

export async function insertFile(ctx: Ctx, site: Whose, file: FileRow, by: string): Promise<void> {
  const facts = [file.sha256, file.bytes, file.mediaType]
  await ctx.tx.query(
    `insert into documents (id, kind, subject_kind, subject_id, sha256, bytes, media_type, county, concerns, created_at)
     values ($1, 'siteFile', 'site', $2, $3, $4, $5, $6, '{}', $7)`,
    [file.id, site.siteId, ...facts, site.county, ctx.now],
  )
  await ctx.tx.query(
    `insert into site_files (id, site_id, county, kind, title, sha256, bytes, media_type, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [file.id, site.siteId, site.county, file.kind, file.title, ...facts, ctx.now, by],
  )
}

export async function findFile(ctx: Ctx, siteId: string, fileId: string): Promise<FileRow | undefined> {
  const [row] = await ctx.tx.query<FileRow>(`select ${fileColumns} from site_files where id = $1 and site_id = $2`, [
    fileId,
    siteId,
  ])
  return row
}

export type ChangeRow = {
  id: string
  at: Date
  section: SiteSection
  by: string
  changes: Array<{ what: string; before: string | null; after: string | null }>
}

export async function insertChange(ctx: Ctx, site: Whose, one: ChangeRow & { staffId: string | null }): Promise<void> {
  await ctx.tx.query(
    `insert into site_changes (id, site_id, county, at, section, by_capacity, staff_id, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [one.id, site.siteId, site.county, one.at, one.section, one.by, one.staffId, JSON.stringify(one.changes)],
  )
}

export const changesOfSite = (ctx: Ctx, siteId: string, before: string | null, limit: number) =>
  ctx.tx.query<ChangeRow>(
    `select id, at, section, by_capacity as by, changes from site_changes
     where site_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [siteId, before, limit],
  )
