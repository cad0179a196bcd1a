export type Code = { kind: 'contract' | 'payslip'; code: string }

/**
 * Reads a code as it stands on paper: a contract's three groups of four, a payslip's 32 signs, or the whole address of
 * the QR code. Spaces, other dashes and small or large letters do not matter. Undefined where it is neither.
 */
export function readCode(typed: string): Code | undefined {
  const last =
    typed
      .trim()
      .replace(/^https?:\/\/[^/]+/, '')
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? ''
  const plain = last.replace(/[\s\u2010-\u2015\uff0d-]/g, '')
  if (/^[0-9a-f]{32}$/i.test(plain)) return { kind: 'payslip', code: plain.toLowerCase() }
  if (!/^[0-9a-z]{12}$/i.test(plain)) return undefined
  return { kind: 'contract', code: plain.toUpperCase().replace(/(.{4})(?=.)/g, '$1-') }
}

/** The code an address of the portal is about: `/v/CODE`, `/verify/payslips/CODE`, `/verify/contracts/CODE`. */
export function codeOfPath(path: string): { given: string; code: Code | undefined } | undefined {
  const match = /^\/(?:v|verify\/(?:payslips|contracts))\/([^/]*)\/?$/.exec(path)
  if (!match) return undefined
  const given = decodeURIComponent(match[1] ?? '')
  return { given, code: readCode(given) }
}

export function pathOfCode({ kind, code }: Code): string {
  return kind === 'contract' ? `/v/${code}` : `/verify/payslips/${code}`
}
