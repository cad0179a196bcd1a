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

/** What LibreOffice makes of these files (name with extension → content) in another format. */
function converted(files: Readonly<Record<string, Buffer>>, to: string): Record<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'linggong-office-'))
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    })
    // A profile of its own: two runs at once do not wait for each other's lock.
    const home = `-env:UserInstallation=file://${folder}/profile`
    execFileSync(office ?? '', [home, '--headless', '--convert-to', to, '--outdir', folder, ...paths], {
      stdio: 'ignore',
    })
    const extension = to.replace(/:.*/, '')
    return Object.fromEntries(
      Object.keys(files).map((name) => [name, readFileSync(join(folder, name.replace(/\.\w+$/, `.${extension}`)))]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opens these files (name with extension → content) in LibreOffice; answers the first bytes of each one's PDF. */
export function turnedToPdf(files: Readonly<Record<string, Buffer>>): Record<string, string> {
  const made = Object.entries(converted(files, 'pdf'))
  return Object.fromEntries(made.map(([name, pdf]) => [name, pdf.subarray(0, 4).toString()]))
}

/** The lines of a workbook's first sheet as LibreOffice reads them, cells parted by tabs. */
export function linesInOffice(workbook: Buffer): string[] {
  // 9: a tab parts the cells; 34: quotes; 76: UTF-8.
  const made = converted({ 'workbook.xlsx': workbook }, 'csv:Text - txt - csv (StarCalc):9,34,76')
  return (made['workbook.xlsx'] ?? Buffer.alloc(0)).toString('utf8').trimEnd().split('\n')
}
