import type { Policy } from '@linggong/policy'
import { replay, type Replay } from '../replay.ts'
import { stepOf } from '../rules.ts'
import { keptDecisions, recognisedRegister } from '../store-replay.ts'

/**
 * The whole register under two policies; changes nothing.
 * @param day `YYYY-MM-DD` on which sites that have not asked would ask
 */
export async function replayRegister(
  db: Parameters<typeof keptDecisions>[0],
  inForce: Policy,
  draft: Policy,
  day: string,
): Promise<Replay> {
  const [kept, register] = [await keptDecisions(db), await recognisedRegister(db, day)]
  return replay(inForce, draft, { kept, register, day, stepOf })
}
