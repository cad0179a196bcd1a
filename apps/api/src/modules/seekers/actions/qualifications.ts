import { addWorkingHours } from '@linggong/policy'
import type { PhotoSide, Problem } from '@linggong/contract'
import { businessDay, wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { refuse } from '../../../kernel/errors.ts'
import { actingWorker, type Acting } from '../../../kernel/rights.ts'
import { mediaTypeOf } from '../../../kernel/storage/media-type.ts'
import { openBytes, sealBytes } from '../../../kernel/storage/sealed.ts'
import { recordBirth, transition, transitionMany } from '../../../kernel/transition.ts'
import { qualificationMachine } from '../machine.ts'
import { kindOf, nameOfKind } from '../qualification-kinds.ts'
import { lapsed } from '../rules-qualifications.ts'
import {
  closeForGood,
  findPhotos,
  findQualifications,
  insertQualification,
  lockQualification,
  photoKeyField,
  photosSince,
  replacePhoto,
  setFacts,
  type PhotoRow,
  type QualificationRow,
} from '../store-qualifications.ts'
import { lockWorker } from '../store.ts'
import { ownView } from '../view-qualifications.ts'

export type QualificationGiven = {
  number?: string | undefined
  issuedBy?: string | undefined
  validUntil?: string | undefined
  onBehalfOf?: string | undefined
}

type Holder = Acting & { workerId: string; by: 'worker' | 'clerk' }

async function holderOf(ctx: Ctx, onBehalfOf: string | undefined): Promise<Holder> {
  const acting = await actingWorker(ctx, onBehalfOf)
  return { ...acting, by: acting.onBehalfOf ? 'clerk' : 'worker' }
}

const onBehalf = ({ onBehalfOf }: Holder) => (onBehalfOf ? { onBehalfOf } : {})
const factsOf = (given: QualificationGiven) => ({
  number: given.number ?? null,
  issuedBy: given.issuedBy ?? null,
  validUntil: given.validUntil ?? null,
})

async function view(ctx: Ctx, holder: Holder, row: QualificationRow) {
  const photos = await findPhotos(ctx, [row.id])
  const sides = photos.map(({ side }) => side)
  return ownView(ctx, row, sides, holder.by === 'worker')
}

/** The holder's own row, locked. Refuses NotFound for what is somebody else's, or was taken off. */
async function ownRow(ctx: Ctx, holder: Holder, id: string): Promise<QualificationRow> {
  const row = await lockQualification(ctx, id)
  return row?.person_id === holder.workerId ? row : refuse('NotFound')
}

/** The same, as long as it can still be changed. */
async function openRow(ctx: Ctx, holder: Holder, id: string): Promise<QualificationRow> {
  const row = await ownRow(ctx, holder, id)
  return row.state === 'entered' || row.state === 'refused' ? row : refuse('QualificationFixed')
}

export async function listMyQualifications(ctx: Ctx, forPerson: string | undefined) {
  const holder = await holderOf(ctx, forPerson)
  const rows = await findQualifications(ctx, [holder.workerId])
  const photos = Map.groupBy(
    await findPhotos(
      ctx,
      rows.map(({ id }) => id),
    ),
    (one) => one.qualification_id,
  )
  const sidesOf = (id: string): PhotoSide[] => (photos.get(id) ?? []).map(({ side }) => side)
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  return {
    items: rows.map((row) => ownView(ctx, row, sidesOf(row.id), holder.by === 'worker')),
    photo: {
      mostBytes: policy.number('qualification.photoBytes'),
      mediaTypes: [...policy.list('qualification.photoTypes')],
    },
  }
}

function kindProblems(code: string): Problem[] {
  return kindOf(code) ? [] : [{ path: 'code', code: 'unknown', message: '没有这种证书,请从列表里选一种' }]
}

function requireSound(problems: readonly Problem[]): void {
  if (problems.length > 0) refuse('QualificationInvalid', { problems: [...problems] })
}

/**
 * Enters a certificate; one of the same kind that is not verified makes room for it. One that is verified stays in force
 * until the new one is. Refuses QualificationInvalid, WorkerProfileMissing.
 */
export async function addQualification(ctx: Ctx, given: QualificationGiven & { code: string }) {
  const holder = await holderOf(ctx, given.onBehalfOf)
  if (!(await lockWorker(ctx, holder.workerId))) refuse('WorkerProfileMissing')
  requireSound([...kindProblems(given.code), ...lapsed(given.validUntil ?? null, businessDay(ctx.now))])
  const older = (await findQualifications(ctx, [holder.workerId])).filter(
    (row) => row.code === given.code && row.state !== 'verified',
  )
  await endRows(ctx, older, holder)
  const row = await insertQualification(ctx, {
    ...factsOf(given),
    id: ctx.newId(),
    personId: holder.workerId,
    code: given.code,
    name: nameOfKind(given.code),
  })
  recordBirth(ctx, qualificationMachine, row, {
    by: holder.by,
    event: 'qualificationEntered',
    ...onBehalf(holder),
    data: { code: row.code },
  })
  return view(ctx, holder, row)
}

export async function changeQualification(ctx: Ctx, id: string, given: QualificationGiven) {
  const holder = await holderOf(ctx, given.onBehalfOf)
  const row = await openRow(ctx, holder, id)
  requireSound(lapsed(given.validUntil ?? null, businessDay(ctx.now)))
  await setFacts(ctx, id, factsOf(given))
  audit(ctx, row, 'change', holder)
  return view(ctx, holder, (await lockQualification(ctx, id)) ?? refuse('NotFound'))
}

function audit(ctx: Ctx, row: QualificationRow, act: string, holder: Holder, data: Record<string, unknown> = {}): void {
  ctx.audit({
    subjectKind: 'qualification',
    subjectId: row.id,
    act,
    capacity: holder.by,
    concerns: [holder.workerId],
    ...onBehalf(holder),
    data,
  })
}

/** Keeps a photo, encrypted with a key of its own. Refuses FileUnreadable for another kind of file or one too large. */
export async function putPhoto(
  ctx: Ctx,
  at: { qualificationId: string; side: PhotoSide },
  given: { photo: string; onBehalfOf?: string | undefined },
) {
  const holder = await holderOf(ctx, given.onBehalfOf)
  const row = await openRow(ctx, holder, at.qualificationId)
  const bytes = Buffer.from(given.photo, 'base64')
  const mediaType = mediaTypeOf(bytes)
  const problems = photoProblems(ctx, bytes.length, mediaType)
  if (problems.length > 0 || mediaType === undefined) return refuse('FileUnreadable', { problems })
  const today = businessDay(ctx.now)
  const sent = await photosSince(ctx, holder.workerId, `${today}T00:00:00+08:00`)
  if (sent >= ctx.deps.policy.number('qualification.photosPerDay', today)) refuse('TooManyTries')
  const { sealed, key } = sealBytes(bytes)
  const sha256 = await ctx.deps.objects.put(sealed)
  await replacePhoto(ctx, {
    qualificationId: row.id,
    personId: row.person_id,
    side: at.side,
    sha256,
    bytes: sealed.length,
    mediaType,
    key,
  })
  audit(ctx, row, 'photograph', holder, { side: at.side })
  return view(ctx, holder, row)
}

function photoProblems(ctx: Ctx, bytes: number, mediaType: string | undefined): Problem[] {
  const policy = ctx.deps.policy.at(businessDay(ctx.now))
  const most = policy.number('qualification.photoBytes')
  const problems: Problem[] = []
  if (mediaType === undefined || !policy.list('qualification.photoTypes').includes(mediaType))
    problems.push({ path: 'photo', code: 'kind', message: '只收照片(JPG、PNG),请重拍一张' })
  if (bytes > most) {
    const message = `照片太大了,最多${Math.floor(most / 1000)}KB,请离近一点重拍,不用拍得很大`
    problems.push({ path: 'photo', code: 'tooLarge', message })
  }
  return problems
}

/** The picture of a photo that can still be opened. */
export async function openPhoto(ctx: Ctx, photo: PhotoRow | undefined) {
  if (!photo) return refuse('NotFound')
  const key = ctx.deps.keyring.decrypt(photoKeyField, photo.key_enc)
  return { file: openBytes(await ctx.deps.objects.get(photo.sha256), key), mediaType: photo.media_type }
}

export async function readOwnPhoto(
  ctx: Ctx,
  at: { qualificationId: string; side: PhotoSide },
  forPerson: string | undefined,
) {
  const holder = await holderOf(ctx, forPerson)
  const row = (await findQualifications(ctx, [holder.workerId])).find(({ id }) => id === at.qualificationId)
  if (!row) return refuse('NotFound')
  return openPhoto(
    ctx,
    (await findPhotos(ctx, [row.id])).find(({ side }) => side === at.side),
  )
}

/** Hands it in to the county in which the person looks for work. Refuses QualificationIncomplete with all that is missing. */
export async function submitQualification(ctx: Ctx, id: string, forPerson: string | undefined) {
  const holder = await holderOf(ctx, forPerson)
  const { county } = (await lockWorker(ctx, holder.workerId)) ?? refuse('WorkerProfileMissing')
  const row = await ownRow(ctx, holder, id)
  const { missing } = await view(ctx, holder, row)
  if (missing.length > 0) refuse('QualificationIncomplete', { problems: missing })
  const others = (await findQualifications(ctx, [holder.workerId])).filter(
    (one) => one.code === row.code && one.id !== id && (one.state === 'entered' || one.state === 'submitted'),
  )
  await endRows(ctx, others, holder)
  const { policy } = ctx.deps
  const hours = policy.number('qualification.reviewWorkingHours', businessDay(ctx.now), { county })
  const moved = await transition<QualificationRow, string, string>(ctx, qualificationMachine, id, {
    move: 'submit',
    by: holder.by,
    ...onBehalf(holder),
    set: {
      county,
      submitted_at: ctx.now,
      due_at: new Date(addWorkingHours(policy, wireTime(ctx.now), hours, { county }).at),
    },
  })
  ctx.tell({ kind: 'staff', role: 'countyOfficer', county }, 'qualification')
  return view(ctx, holder, moved.row)
}

/** The market reads anew what this person may do. */
export function tellMarket(ctx: Ctx, personId: string): void {
  ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId: personId })
}

export const expiresKey = (id: string) => `seekers.qualificationExpires:${id}`
export const expiringKey = (id: string) => `seekers.qualificationExpiring:${id}`

/** Ends these, whoever wants it. */
export async function endRows(
  ctx: Ctx,
  rows: readonly QualificationRow[],
  holder: { by: 'worker' | 'clerk' | 'system'; onBehalfOf?: string | undefined },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await transitionMany(ctx, qualificationMachine, ids, {
    move: 'end',
    by: holder.by,
    ...(holder.onBehalfOf && { onBehalfOf: holder.onBehalfOf }),
    set: { ended_at: ctx.now },
  })
  await closeForGood(ctx, ids)
  for (const row of rows) {
    if (row.state !== 'verified') continue
    ctx.cancelDue(expiresKey(row.id))
    ctx.cancelDue(expiringKey(row.id))
    tellMarket(ctx, row.person_id)
  }
}

export async function endQualification(ctx: Ctx, id: string, forPerson: string | undefined) {
  const holder = await holderOf(ctx, forPerson)
  await endRows(ctx, [await ownRow(ctx, holder, id)], holder)
  return { ok: true as const }
}
