import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The program that opens Excel and Word files; undefined where none is installed (in CI it always is). */
export const office = ['soffice', 'libreoffice'].find(canRun)

/** Opens these files (name with extension → content) in LibreOffice; answers the first bytes of each one's PDF. */
export function turnedToPdf(files: Readonly<Record<string, Buffer>>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'linggong-office-'))
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    })
    // A profile of its own: two runs at once do not wait for each other's lock.
    const home = `-env:UserInstallation=file://${folder}/profile`
    execFileSync(office ?? '', [home, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...paths], {
      stdio: 'ignore',
    })
    return Object.fromEntries(
      Object.keys(files).map((name) => {
        const pdf = readFileSync(join(folder, name.replace(/\.\w+$/, '.pdf')))
        return [name, pdf.subarray(0, 4).toString()]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
