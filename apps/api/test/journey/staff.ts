import { roleLabels } from '@linggong/contract/identity/words.ts'
import { generateSync } from 'otplib'
import type { As, SampleAccount, World } from './world.ts'
import { expect, minutes } from './world.ts'

type Role = keyof typeof roleLabels
export type Post = { role: string; county: string | null; siteId: string | null }

/** Somebody in an office or behind a counter, one of the sample accounts. */
export type Staff = { name: string; posts: readonly Post[]; as(): Promise<As> }

const stepSeconds = 30
// Well before a session without acts ends (session.staffIdleMinutes).
const signInAgainAfterMinutes = 20

const opened = new WeakMap<World, Map<string, Promise<Staff>>>()

/** The sample account holding this role; one session for all scenarios, renewed when it has been idle. */
export function staff(world: World, role: Role): Promise<Staff> {
  const known = opened.get(world) ?? new Map<string, Promise<Staff>>()
  opened.set(world, known)
  const account = world.accounts.find((one) => one.password && one.role.includes(roleLabels[role]))
  expect(account !== undefined, `演示账号里没有“${roleLabels[role]}”`)
  const found = known.get(account.login) ?? openStaff(world, account, role)
  known.set(account.login, found)
  return found
}

const usedSteps = new WeakMap<World, Map<string, number>>()

/** What the authenticator app of this account shows at this time of the platform; no code twice. */
export function authenticatorCode(world: World, { login, note }: SampleAccount, at = world.clock.now()): string {
  const secret = /\b[A-Z2-7]{16,}\b/.exec(note ?? '')?.[0]
  expect(secret !== undefined, `演示账号 ${login} 没有写明动态码密钥`)
  const used = usedSteps.get(world) ?? new Map<string, number>()
  usedSteps.set(world, used)
  const now = Math.floor(at.getTime() / 1_000 / stepSeconds)
  const step = Math.max((used.get(login) ?? 0) + 1, now)
  used.set(login, step)
  return generateSync({ secret, epoch: step * stepSeconds })
}

async function openStaff(world: World, account: SampleAccount, role: Role): Promise<Staff> {
  const channel = role === 'clerk' || role === 'siteManager' ? 'counter' : 'console'
  // The console keeps its session in a cookie; a program is given the token.
  const signInBy = channel === 'console' ? 'api' : channel
  let session: Promise<string> | undefined
  let usedAt = 0

  async function signIn(): Promise<string> {
    for (let further = 0; ; further++) {
      const totpCode = authenticatorCode(world, account)
      try {
        const body = { login: account.login, password: account.password ?? '', totpCode }
        return (await world.call('signInStaff', { body }, { channel: signInBy })).token
      } catch (error) {
        // A second factor counts once: another journey may just have used this one.
        if (further >= 1) throw error
      }
    }
  }
  const as = async (): Promise<As> => {
    const now = world.clock.now().getTime()
    if (!session || now - usedAt > minutes(signInAgainAfterMinutes)) session = signIn()
    usedAt = now
    return { token: await session, channel }
  }
  const me = await world.call('getMe', {}, await as())
  expect(me.kind === 'staff', `${account.login} 不是工作人员账号`)
  return { name: account.name, posts: me.posts, as }
}
