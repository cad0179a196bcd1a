import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Platform } from './server.ts'
import type { Taken } from './story.ts'
import type { World } from './world.ts'

const run = promisify(execFile)

/** The whole ledger, asked from the database itself: its sum, and transactions that do not sum to zero. */
export async function ledgerProof(
  platform: Platform,
): Promise<{ sumFen: number; unbalanced: number; entries: number }> {
  const client = new pg.Client({ connectionString: platform.ownerUrl, options: `-c search_path=${platform.schema}` })
  await client.connect()
  try {
    const { rows } = await client.query<{ sum: string; unbalanced: string; entries: string }>(
      `select coalesce(sum(amount_fen), 0)::text as sum, count(*)::text as entries,
         (select count(*) from (select 1 from ledger_entries group by transaction_id having sum(amount_fen) <> 0) t)::text
           as unbalanced
       from ledger_entries`,
    )
    const [row] = rows
    return { sumFen: Number(row?.sum), unbalanced: Number(row?.unbalanced), entries: Number(row?.entries) }
  } finally {
    await client.end()
  }
}

/** `pdfsig` of poppler-utils; as root it is installed when it is missing. */
export function havePdfsig(say: (line: string) => void): boolean {
  const there = (): boolean => spawnSync('pdfsig', ['-v']).error === undefined
  if (there()) return true
  if (process.getuid?.() !== 0) return false
  say('安装 poppler-utils(pdfsig)…')
  spawnSync('apt-get', ['install', '-y', '-q', 'poppler-utils'], { stdio: 'ignore' })
  return there()
}

export type ContractProof = { total: number; verified: number; problems: string[] }

/** Concluded contracts of these engagements, each downloaded by its worker and checked by pdfsig. */
export async function contractProof(world: World, all: readonly Taken[], pdfsig: boolean): Promise<ContractProof> {
  const proof: ContractProof = { total: 0, verified: 0, problems: [] }
  const folder = mkdtempSync(join(tmpdir(), 'linggong-contracts-'))
  try {
    const people = new Map(all.map((one) => [one.worker.id, one]))
    for (const one of people.values()) await proveOf(world, one, folder, pdfsig, proof)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return proof
}

/** The worker's own, or, where the worker has no phone, those the employer has with this worker. */
async function contractsOf(world: World, one: Taken) {
  const query = { limit: 100 }
  if (!one.employerId) return world.call('listMyContracts', { query }, one.as)
  const all = await world.call('listEmployerContracts', { params: { employerId: one.employerId }, query }, one.as)
  return { items: all.items.filter(({ workerId }) => workerId === one.worker.id) }
}

async function proveOf(world: World, one: Taken, folder: string, pdfsig: boolean, proof: ContractProof): Promise<void> {
  const { items } = await contractsOf(world, one)
  for (const { id, number } of items.filter(({ concludedAt }) => concludedAt !== null)) {
    proof.total += 1
    try {
      const file = join(folder, `${id}.pdf`)
      writeFileSync(file, await world.download(`/contracts/${id}/pdf`, one.as))
      const problem = pdfsig ? await problemOf(file) : '没有 pdfsig,未能核验(请安装 poppler-utils)'
      if (problem === null) proof.verified += 1
      else proof.problems.push(`合同 ${number}:${problem}`)
    } catch (error) {
      proof.problems.push(`合同 ${number}:${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** null when the signature is valid and covers the whole file. */
async function problemOf(file: string): Promise<string | null> {
  try {
    const { stdout } = await run('pdfsig', [file], { env: { ...process.env, LC_ALL: 'C' } })
    return readPdfsig(stdout)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Reads what pdfsig says: every signature valid, one of them over the total document. Whether the issuer is
 * trusted depends on the machine's store; a sandbox authority never is.
 */
export function readPdfsig(output: string): string | null {
  const validations = [...output.matchAll(/Signature Validation: (.+)/g)].map((match) => match[1]?.trim() ?? '')
  if (validations.length === 0) return '没有签名'
  const invalid = validations.find((words) => words !== 'Signature is Valid.')
  if (invalid) return invalid
  return output.includes('Total document signed') ? null : '签名没有覆盖整个文件'
}

/** Recomputes the audit chain with the platform's own command; answers its words for people. */
export async function auditProof(platform: Platform): Promise<{ whole: boolean; words: string }> {
  const file = fileURLToPath(new URL('../../src/kernel/audit/verify-cli.ts', import.meta.url))
  const checked = await run(process.execPath, [file], { env: { ...process.env, DATA_DIR: platform.dataDir } })
    .then(({ stdout }) => ({ whole: true, stdout }))
    .catch((error: { stdout?: string; message: string }) => ({ whole: false, stdout: error.stdout || error.message }))
  const words = checked.stdout.split('\n').filter((line) => line && !line.startsWith('{'))
  return { whole: checked.whole, words: words.slice(0, 5).join(' ') }
}
