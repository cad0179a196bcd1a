import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** One thing checked. `run` returns what is wrong, one entry per finding; nothing wrong is an empty list. */
export type Step = {
  name: string
  wayOut: string
  run: () => Promise<string[]>
  /** Asked by `npm test` alone: what may be unfinished while somebody works on it. */
  onlyWithTests?: true
}

export type Counts = { passed: number; failed: number }

/** Runs a JavaScript tool of node_modules; resolves with its exit code and output, both streams in order. */
export function tool(
  file: string,
  args: readonly string[],
  cwd = root,
): Promise<{ code: number; output: string; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}/${file}`, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output, stdout }))
  })
}

/** Findings of a tool that says by its exit code whether there are any. */
export async function findingsOf(file: string, args: readonly string[], cwd = root): Promise<string[]> {
  const { code, output } = await tool(file, args, cwd)
  if (code === 0) return []
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 0 ? lines : [`ended with ${code} and said nothing`]
}

const shownFindings = 60

async function runStep(step: Step): Promise<boolean> {
  const started = performance.now()
  let findings: string[]
  try {
    findings = await step.run()
  } catch (error) {
    findings = [error instanceof Error ? error.message : String(error)]
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (findings.length === 0) {
    console.log(`ok    ${step.name} (${seconds} s)`)
    return true
  }
  console.log(`FAIL  ${step.name} (${seconds} s): ${step.wayOut}`)
  for (const line of findings.slice(0, shownFindings)) console.log(`      ${line}`)
  if (findings.length > shownFindings) console.log(`      … and ${findings.length - shownFindings} more`)
  return false
}

/** Runs the steps, two at a time, each reported in one line when it is done. */
export async function runSteps(steps: readonly Step[]): Promise<Counts> {
  const waiting = [...steps]
  const counts: Counts = { passed: 0, failed: 0 }
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (await runStep(step)) counts.passed++
      else counts.failed++
    }
  }
  await Promise.all([lane(), lane()])
  return counts
}
