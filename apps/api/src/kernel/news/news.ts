import { holdsRight } from '@linggong/contract'
import type { Actor, News, NewsRecipient } from '../context.ts'
import type { Database } from '../database/database.ts'

export const newsChannel = 'linggong_news'
/** PostgreSQL takes 8,000 bytes; ids and topics are ASCII. */
const longestPayload = 7_000
const gatherMs = 3

export function newsKey(recipient: NewsRecipient): string {
  if (recipient.kind === 'staff') return `staff:${recipient.role}:${recipient.county}`
  return `${recipient.kind}:${recipient.id}`
}

/** What the holder of a session hears of. A site is told through those who answer for it. */
export function newsKeysOf(actor: Actor): string[] {
  if (actor.kind === 'person') {
    const { personId, employerIds } = actor
    return [newsKey({ kind: 'person', id: personId }), ...employerIds.map((id) => newsKey({ kind: 'employer', id }))]
  }
  if (actor.kind !== 'staff') return []
  return actor.posts.flatMap(({ role, county, siteId }) => {
    if (siteId !== null) return holdsRight([role], 'site.manage') ? [newsKey({ kind: 'site', id: siteId })] : []
    return county === null ? [] : [newsKey({ kind: 'staff', role, county })]
  })
}

/** Several cities may share a server and so the channel: the schema says whose news it is. */
export function packNews(schema: string, news: readonly News[]): string[] {
  const lines = [...new Set(news.map(({ to, topic }) => `${topic} ${to}`))]
  const payloads: string[] = []
  let open = schema
  for (const line of lines) {
    if (open.length + line.length + 1 > longestPayload) {
      payloads.push(open)
      open = schema
    }
    open += `\n${line}`
  }
  return open === schema ? payloads : [...payloads, open]
}

export function unpackNews(schema: string, payload: string): News[] {
  const [from, ...lines] = payload.split('\n')
  if (from !== schema) return []
  return lines.map((line) => {
    const cut = line.indexOf(' ')
    return { topic: line.slice(0, cut), to: line.slice(cut + 1) }
  })
}

/** Gathers the news of some milliseconds into few NOTIFY, after the commits that made them. */
export function createTell(db: Database, schema: string): (news: readonly News[]) => void {
  let gathered: News[] = []
  async function send(): Promise<void> {
    const payloads = packNews(schema, gathered)
    gathered = []
    for (const payload of payloads) await db.named('kernel-tell', 'select pg_notify($1, $2)', [newsChannel, payload])
  }
  return (news) => {
    if (gathered.length === 0) setTimeout(() => void send().catch(() => undefined), gatherMs).unref()
    gathered.push(...news)
  }
}
