import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'

import { root } from '../install.mjs'
import { buildFrontEnds, outdated } from './build.ts'
import { compressFolder } from './compress.ts'
import { type FrontEnd, frontEnds, hashOf } from './sources.ts'

const folder = `.cache/front-ends-test-${process.pid}`
const path = (file: string): string => join(root, folder, file)

/** A front end that copies its one source. */
const toy: FrontEnd = {
  name: 'toy',
  folder,
  script: 'build',
  sources: [`${folder}/src`],
  output: `${folder}/dist`,
  start: 'index.html',
  served: true,
}

function script(command: string): void {
  writeFileSync(path('package.json'), JSON.stringify({ name: 'toy', version: '0.0.0', scripts: { build: command } }))
}

const copies = `node -e "fs.mkdirSync('dist', { recursive: true }); fs.cpSync('src/page.html', 'dist/index.html')"`

beforeEach(() => {
  rmSync(path(''), { recursive: true, force: true })
  mkdirSync(path('src'), { recursive: true })
  writeFileSync(path('src/page.html'), 'one'.repeat(1_000))
  script(copies)
})
afterAll(() => rmSync(path(''), { recursive: true, force: true }))

test('builds what changed, and only that', async () => {
  const said: string[] = []
  const build = () => buildFrontEnds([toy], (line) => said.push(line))
  await build()
  expect(said.map((line) => line.split(' ')[0])).toEqual(['building', 'built'])
  expect(gunzipSync(readFileSync(path('dist/index.html.gz'))).toString()).toBe('one'.repeat(1_000))
  await build()
  expect(said).toHaveLength(2)

  writeFileSync(path('src/page.html'), 'two')
  expect(outdated([toy])).toEqual([toy])
  await build()
  expect(readFileSync(path('dist/index.html'), 'utf8')).toBe('two')
  expect(existsSync(path('dist/index.html.gz'))).toBe(false)

  rmSync(path('dist'), { recursive: true })
  expect(outdated([toy])).toEqual([toy])
})

test('a build that fails shows why and counts as not built', async () => {
  script(`node -e "console.log('no such component: Card'); process.exit(3)"`)
  await expect(buildFrontEnds([toy], () => undefined)).rejects.toThrow(
    /toy could not be built .*3\)\n {4}no such component: Card/,
  )
  expect(outdated([toy])).toEqual([toy])
})

test('a build that leaves nothing is not believed', async () => {
  script(`node -e "0"`)
  await expect(buildFrontEnds([toy], () => undefined)).rejects.toThrow('left no')
})

test('what the http role serves is among what is built', () => {
  const served = frontEnds.filter((one) => one.served).map((one) => one.output)
  expect(served).toEqual(['apps/console/dist', 'apps/mini/dist/build/h5'])
})

test('tests and built files are no sources', () => {
  const before = hashOf(toy)
  writeFileSync(path('src/page.test.ts'), '')
  mkdirSync(path('src/node_modules/x'), { recursive: true })
  writeFileSync(path('src/node_modules/x/index.js'), '')
  expect(hashOf(toy)).toBe(before)
  writeFileSync(path('src/other.ts'), '')
  expect(hashOf(toy)).not.toBe(before)
})

test('compresses text and leaves pictures and small files', async () => {
  writeFileSync(path('src/picture.png'), Buffer.alloc(5_000))
  writeFileSync(path('src/small.js'), '1')
  expect(await compressFolder(path('src'))).toBe(1)
  expect(brotliDecompressSync(readFileSync(path('src/page.html.br'))).toString()).toBe('one'.repeat(1_000))
  expect(existsSync(path('src/picture.png.br')) || existsSync(path('src/small.js.gz'))).toBe(false)
})
