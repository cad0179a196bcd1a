import { bringPlainIndexesBack, plainIndexesWait } from './plain-indexes.ts'
import { makeProgress } from './progress.ts'
import { connectOwner } from './connection.ts'

/** After a bulk load that was cut short: the indexes it set aside come back, so that the platform can serve. */
export async function mendSeed(ownerUrl: string, schema: string, say: (line: string) => void): Promise<void> {
  const client = await connectOwner(ownerUrl, schema)
  try {
    if (!(await plainIndexesWait(client))) return
    say('a seeding was cut short: making its indexes; npm run seed -- --scale city --again begins anew / 正在补建索引')
    const progress = makeProgress(say, () => performance.now())
    await bringPlainIndexesBack([client], progress)
    progress.end()
  } finally {
    await client.end()
  }
}
