import { installIfNeeded } from '../install.mjs'
import { findingsOf } from './run.ts'

/** Types of the mini-program, with the compiler its library asks for; a project of its own, installed when needed. */
export async function miniFindings(): Promise<string[]> {
  await installIfNeeded('apps/mini')
  const cache = ['--incremental', '--tsBuildInfoFile', '.cache/mini.tsbuildinfo']
  return findingsOf('apps/mini/node_modules/vue-tsc/bin/vue-tsc.js', [
    '-p',
    'apps/mini/tsconfig.json',
    '--noEmit',
    ...cache,
  ])
}
