import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { roles, type Role } from '@linggong/contract'
import { generateSecret } from 'otplib'
import { createDeps } from './compose.ts'
import { readConfig } from './kernel/config.ts'
import { unitOfWork } from './kernel/unit-of-work.ts'
import { createStaff } from './modules/identity/index.ts'

/**
 * `npm run staff:add -- --login NAME --name 姓名 --role cityOfficer [--county CODE] [--site ID]`: makes a staff
 * account in the configured database and prints its password and second-factor secret once. For the first
 * account of a new city, and whenever nobody can make one on a screen.
 */
const usage = `npm run staff:add -- --login 账号 --name 姓名 --role ${roles.slice(3).join('|')} [--county 行政区划代码] [--site 站点编号]`

function wanted() {
  const { values } = parseArgs({
    options: {
      login: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      county: { type: 'string' },
      site: { type: 'string' },
    },
  })
  const problems: string[] = []
  if (!values.login || !/^[a-z][a-z0-9.-]{2,30}$/.test(values.login))
    problems.push('--login 要 3 到 31 位小写字母、数字')
  if (!values.name) problems.push('--name 请填姓名')
  if (!roles.slice(3).includes(values.role as Role)) problems.push(`--role 只能是 ${roles.slice(3).join('、')}`)
  if (problems.length > 0) throw new Error(`${problems.join(';')}。用法:${usage}`)
  return values as { login: string; name: string; role: Role; county?: string; site?: string }
}

async function run(): Promise<void> {
  const { login, name, role, county, site } = wanted()
  const deps = createDeps(readConfig())
  const password = randomBytes(12).toString('base64url')
  const totpSecret = generateSecret()
  try {
    const made = await unitOfWork(
      deps,
      {
        actor: { kind: 'system', name: 'staff:add' },
        channel: 'platform',
        requestId: 'staff:add',
        scope: { system: true },
      },
      (ctx) =>
        createStaff(ctx, {
          id: ctx.newId(),
          login,
          name,
          password,
          totpSecret,
          posts: [{ role, county: county ?? null, siteId: site ?? null }],
        }),
    )
    if (!made) throw new Error(`账号 ${login} 已经存在,请换一个`)
    console.log(`已建账号 ${login}(${name}),以下只显示这一次,请交给本人:`)
    console.log(`  密码 ${password}`)
    console.log(`  动态口令密钥 ${totpSecret}`)
  } finally {
    await deps.db.close()
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
