import type { Ctx } from '../../kernel/context.ts'

export type FavouriteRow = { worker_id: string; worker_name: string; since: Date }

export async function findFavourites(ctx: Ctx, employerId: string): Promise<FavouriteRow[]> {
  return ctx.tx.query(
    'select worker_id, worker_name, since from favourites where employer_id = $1 order by since desc, worker_id',
    [employerId],
  )
}

/** Twice is once. */
export async function insertFavourites(
  ctx: Ctx,
  employerId: string,
  workers: ReadonlyArray<{ id: string; name: string }>,
): Promise<void> {
  await ctx.tx.query(
    `insert into favourites (employer_id, worker_id, worker_name, since)
     select $1, row.id, row.name, $3 from jsonb_to_recordset($2::jsonb) as row (id uuid, name text)
     on conflict do nothing`,
    [employerId, JSON.stringify(workers), ctx.now],
  )
}

export async function deleteFavourites(ctx: Ctx, employerId: string, workerIds: readonly string[]): Promise<void> {
  await ctx.tx.query('delete from favourites where employer_id = $1 and worker_id = any ($2::uuid[])', [
    employerId,
    workerIds,
  ])
}

/** Of all these employers at once. Needs the system scope. */
export async function favouritesOf(
  ctx: Ctx,
  employerIds: readonly string[],
): Promise<Array<{ employerId: string; workerId: string }>> {
  return ctx.tx.query(
    'select employer_id as "employerId", worker_id as "workerId" from favourites where employer_id = any ($1::uuid[])',
    [employerIds],
  )
}
