import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export type PeerResult = { ms: number; cpuMs: number; value: number } | { missing: string }
export type Peers = { [name: string]: (instance: string) => PeerResult }

const here = import.meta.dirname
/** A peer that needs longer is stopped; the line then says so. */
const limitMs = 300_000

function installed(packages: readonly string[], isThere: () => boolean): boolean {
  if (isThere()) return true
  if (process.getuid?.() !== 0) return false
  console.error(`安装 ${packages.join(' ')}……`)
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore' })
  return isThere()
}

const works = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

function runner(command: string, args: readonly string[]): (instance: string) => PeerResult {
  return (instance) => {
    const ran = spawnSync(command, [...args, instance], { encoding: 'utf8', timeout: limitMs })
    if (ran.status === 0) return JSON.parse(ran.stdout) as PeerResult
    if (ran.signal !== null) return { missing: `stopped after ${limitMs / 1000} s` }
    return { missing: ran.stderr.trim().slice(-200) }
  }
}

function lemon(folder: string): (instance: string) => PeerResult {
  const there = () => existsSync('/usr/include/lemon/network_simplex.h') && works('g++', ['--version'])
  if (!installed(['g++', 'liblemon-dev'], there)) return () => ({ missing: 'g++ and liblemon-dev are not installed' })
  const program = join(folder, 'lemon')
  const built = spawnSync('g++', ['-O3', '-march=native', '-o', program, join(here, 'lemon.cpp')], { encoding: 'utf8' })
  if (built.status !== 0) return () => ({ missing: `does not compile: ${built.stderr.slice(0, 200)}` })
  return runner(program, [])
}

function scipy(): (instance: string) => PeerResult {
  const pythons = ['python3', '/usr/bin/python3']
  const find = () => pythons.find((python) => works(python, ['-c', 'import scipy.sparse.csgraph']))
  if (!installed(['python3-scipy'], () => find() !== undefined))
    return () => ({ missing: 'python3-scipy is not installed' })
  return runner(find()!, [join(here, 'peer.py')])
}

/** Other solvers on this machine; as root, what Debian has of them is installed. */
export function findPeers(folder: string): Peers {
  return { lemon: lemon(folder), scipy: scipy() }
}
