import { keptParts, type KeptPart } from '@linggong/contract'
import type { Ctx } from '../../../kernel/context.ts'
import { canonicalField } from '../../contracts/index.ts'
import { personIdField } from '../../identity/index.ts'
import { payeeField } from '../../payroll/index.ts'
import { placeField } from '../../worktime/index.ts'
import { erasureRules, type When } from '../lists.ts'
import * as store from '../store.ts'

export const clearKind = 'erasure.clear'
export const endKind = 'erasure.end'
/** The number of somebody who is erased, while a law keeps their wages. */
export const heldNumberField = 'erasures.id_number'

async function carryOutOf(ctx: Ctx, row: store.ErasureRow, when: When): Promise<void> {
  const { keyring } = ctx.deps
  // Stands for the number: unlike any number, the same each time, so that keys can be turned over it.
  const stands = `erased ${row.id}`
  const standing: store.Standing = {
    number: keyring.encrypt(personIdField, stands),
    numberIndex: keyring.index(personIdField, stands),
    place: keyring.encrypt(placeField, JSON.stringify({ lat: 0, lng: 0 })),
    payee: keyring.encrypt(payeeField, JSON.stringify({ kind: 'account', accountNo: '', name: '已注销' })),
    canonical: keyring.encrypt(canonicalField, '{}'),
  }
  for (const rule of erasureRules) if (rule.when === when) await store.carryOut(ctx, rule, row.person_id, standing)
  ctx.audit({
    subjectKind: 'person',
    subjectId: row.person_id,
    act: 'erase',
    concerns: [row.person_id],
    data: { part: when },
  })
}

/** Deadline: deletes what no law keeps, and every part of which nothing is kept. Once more changes nothing. */
export async function clearErasure(ctx: Ctx, id: string): Promise<void> {
  const row = await store.findErasure(ctx, id)
  if (!row || row.cleared_at !== null) return
  await carryOutOf(ctx, row, 'now')
  const kept = new Set<string>(row.kept.map(({ part }) => part))
  for (const part of Object.keys(keptParts) as KeptPart[]) if (!kept.has(part)) await carryOutOf(ctx, row, part)
  if (kept.size === 0) await carryOutOf(ctx, row, 'identity')
  await store.markCleared(ctx, id)
  // Whoever keeps people in memory forgets this one.
  ctx.emit({ name: 'workerProfileChanged', subjectKind: 'worker', subjectId: row.person_id })
}

/** Deadline: the time of a part is over. With the last one the name goes, and the number. */
export async function endPart(ctx: Ctx, id: string, part: unknown): Promise<void> {
  const row = await store.findErasure(ctx, id)
  const kept = row?.kept.find((one) => one.part === part)
  if (!row || !kept || row.ended.includes(kept.part)) return
  await carryOutOf(ctx, row, kept.part)
  await store.markEnded(ctx, id, kept.part)
  if (row.kept.every((one) => one.part === kept.part || row.ended.includes(one.part)))
    await carryOutOf(ctx, row, 'identity')
}
