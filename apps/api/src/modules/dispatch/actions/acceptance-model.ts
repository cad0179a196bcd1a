import { acceptFeatures } from '@linggong/matching'
import { wireTime } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { latestModel } from '../store-learn.ts'

/** What dispatch has learnt of who says yes, and how well it foretold what it had not seen. No figure of any person. */
export async function readAcceptanceModel(ctx: Ctx) {
  await ctx.tx.widen({ system: true }, 'figures of the whole city, of no person')
  const row = await latestModel(ctx)
  if (!row) return { lesson: null }
  return {
    lesson: {
      learntAt: wireTime(row.learnt_at),
      examples: row.examples,
      used: row.model !== null,
      features: acceptFeatures.flatMap((name, i) => {
        const weight = row.model?.weights[i]
        return weight === undefined ? [] : [{ name, weight }]
      }),
      calibration: row.calibration,
    },
  }
}
