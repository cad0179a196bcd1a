import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './run.ts'

type Ban = { why: string; pattern: RegExp; where?: RegExp; except?: RegExp }

const product = /^(apps\/[^/]+\/src|packages\/[^/]+\/src)\/.*\.(ts|vue)$/
const notProduct =
  /\.test\.ts$|\/(supervisor|embedded-postgres|fixtures)\/|cli\.ts$|^(apps\/api\/src\/(seed\/|kernel\/(clock|ids)\.ts|kernel\/demonstration\/)|apps\/sandbox\/src\/main\.ts|apps\/mini\/src\/device\/chance\.ts)/

/** What never stands in a tracked file. */
export const bans: Ban[] = [
  { why: 'unfinished work belongs in an issue', pattern: /\b(TODO|FIXME|XXX|HACK)\b/ },
  {
    why: 'a checker is obeyed or its rule changed, not silenced',
    pattern: /(oxlint|eslint|prettier|oxfmt)-(disable|ignore)|@ts-(ignore|expect-error|nocheck)/,
  },
  { why: 'a test left alone hides the others', pattern: /\b(describe|test|it)\.only\(/, where: /\.test\.ts$/ },
  { why: 'a path of one machine', pattern: /(?<![\w.])\/(work|farm)\/(main|shared|in)\b/ },
  {
    why: 'addresses of package registries do not belong here',
    pattern: /https?:\/\/[\w.-]*(registry|npmmirror)[\w.-]*\//,
    except: /^package-lock\.json$/,
  },
  {
    why: 'clock and chance are injected',
    pattern: /\bMath\.random\(|\bDate\.now\(\)|\bnew Date\(\)/,
    where: product,
    except: notProduct,
  },
]

/** Tracked files; in a copy without git, all that git would not ignore. */
function trackedFiles(): string[] {
  if (existsSync(join(root, '.git'))) {
    // A checkout may belong to another user than the one who checks it.
    const listed = execFileSync('git', ['-c', `safe.directory=*`, 'ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    return listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))
  }
  const ignored = /(^|\/)(node_modules|\.data|\.cache|build|dist|coverage)(\/|$)/
  return globSync('**/*', { cwd: root, exclude: (name) => ignored.test(name) })
}

const longestBytes = 1_000_000

export function bannedIn(file: string, text: string): string[] {
  const relevant = bans.filter(({ where, except }) => (!where || where.test(file)) && !except?.test(file))
  return text
    .split('\n')
    .flatMap((line, index) =>
      relevant
        .filter(({ pattern }) => pattern.test(line))
        .map(({ why }) => `${file}:${index + 1}: ${why}: ${line.trim().slice(0, 100)}`),
    )
}

export async function wordFindings(): Promise<string[]> {
  return trackedFiles()
    .filter((file) => !/^scripts\/check\/words(\.test)?\.ts$|\.(ttf|otf|woff2?|png|jpg|pdf|gz|zip)$/.test(file))
    .filter((file) => statSync(join(root, file)).isFile() && statSync(join(root, file)).size <= longestBytes)
    .flatMap((file) => bannedIn(file, readFileSync(join(root, file), 'utf8')))
}
