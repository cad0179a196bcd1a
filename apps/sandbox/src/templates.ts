/** The SMS templates the sandbox's operator has "approved" beforehand. */
import { readFile } from 'node:fs/promises'
import { isRecord, tryParse } from './input.ts'

/** Template code → wording. The platform adds its own with `PUT /sms/templates`. */
export async function readTemplates(): Promise<Record<string, string>> {
  const content = tryParse(await readFile(new URL('../sms-templates.json', import.meta.url), 'utf8'))
  if (!isRecord(content)) throw new Error('sms-templates.json must hold one object of code → wording')
  return Object.fromEntries(Object.entries(content).map(([code, wording]) => [code, String(wording)]))
}
