import { request, type Agent } from 'node:http'
import { occupationByCode } from '@linggong/reference'
import { reservedPhone } from '@linggong/reference/identifiers.ts'
import type { Platform } from '../../apps/api/test/platform.ts'
import { newKey } from '../lib/rush.ts'
import { pick, type Field, type Owner } from './field.ts'
import { pause, until, type Phones } from './phones.ts'

export type Answer = { status: number; body: Record<string, unknown> }

export function ask(platform: Platform, agent: Agent, token: string, path: string, body: unknown): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(
      `${platform.url}${path}`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': newKey(),
          'x-channel': 'h5',
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('error', fail)
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }),
        )
      },
    )
    sent.on('error', fail)
    sent.end(JSON.stringify(body))
  })
}

/** Drafts that only wait for the signature, each with its code. */
export async function prepare(
  platform: Platform,
  agent: Agent,
  phones: Phones,
  owners: readonly Owner[],
  where: Field,
  day: string,
) {
  const drafts: Array<{ owner: Owner; postingId: string }> = []
  const make = async (owner: Owner, n: number) => {
    const draft = {
      employerId: owner.employerId,
      title: '茶厂拣茶',
      occupation: occupationByCode(pick(where.occupations, n))!.officialName,
      description: '坐着拣茶,把老叶和杂物挑出来,会现教。',
      skills: '不限',
      placeName: '社口镇茶厂',
      address: '福安市社口镇工业路8号',
      town: pick(where.towns, n),
      shifts: [{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T17:00:00+08:00`, headcount: 1 }],
      payMethod: 'daily',
      amountFen: 20_000,
      breakMinutes: 60,
      settlementCycle: 'perShift',
      meals: true,
      contactName: '林老板',
      contactPhone: reservedPhone(77),
      fillMode: 'dispatch',
    }
    const made = await ask(platform, agent, owner.token, '/postings', draft)
    if (made.status !== 201) throw new Error(`a draft was refused: ${JSON.stringify(made.body)}`)
    const postingId = String(made.body.id)
    const coded = await ask(platform, agent, owner.token, '/codes', { purpose: 'signPosting', subjectId: postingId })
    if (coded.status >= 300) throw new Error(`a code was refused: ${JSON.stringify(coded.body)}`)
    drafts.push({ owner, postingId })
  }
  for (let from = 0; from < owners.length; from += 16) {
    await Promise.all(owners.slice(from, from + 16).map((owner, i) => make(owner, from + i)))
  }
  await until('codes', 120, () => owners.every((owner) => phones.codes.has(owner.phone)))
  return drafts
}

export type Published = { postingId: string; began: number; answered: number }

/** Publishes at an even rate, whether or not the answers keep up. */
export async function publishAll(
  platform: Platform,
  agent: Agent,
  phones: Phones,
  drafts: ReadonlyArray<{ owner: Owner; postingId: string }>,
  rate: number,
  onNth: (n: number) => void,
): Promise<Published[]> {
  const start = performance.now()
  const all = drafts.map(async ({ owner, postingId }, n): Promise<Published> => {
    await pause((n * 1_000) / rate)
    onNth(n)
    const began = performance.now()
    const path = `/postings/${postingId}/submit`
    const answer = await ask(platform, agent, owner.token, path, { code: phones.codes.get(owner.phone) })
    if (answer.body.state !== 'published') throw new Error(`not published: ${JSON.stringify(answer.body)}`)
    return { postingId, began, answered: performance.now() }
  })
  const published = await Promise.all(all)
  const seconds = (performance.now() - start) / 1_000
  console.log(`${drafts.length} postings in ${seconds.toFixed(1)} s: ${(drafts.length / seconds).toFixed(1)} a second`)
  return published
}
