import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const sampleAccounts = z.array(
  z.object({
    /** Role in plain Chinese, e.g. 工人. */
    role: z.string(),
    name: z.string(),
    /** Phone number or account name to sign in with. */
    login: z.string(),
    password: z.string().optional(),
    /** Anything else needed: where the SMS code is read, the second factor. */
    note: z.string().optional(),
  }),
)

export function accountsFile(dataDir: string): string {
  return join(dataDir, 'sample-accounts.json')
}

/** Lines for people: one per sample account the seed wrote, none when there is no seed. */
export function sampleAccountLines(dataDir: string): string[] {
  const file = accountsFile(dataDir)
  if (!existsSync(file)) return []
  return sampleAccounts
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ role, name, login, password, note }) =>
      [`  ${role}  ${name}  ${login}`, password && `密码 ${password}`, note].filter(Boolean).join('  '),
    )
}
