import { errorCatalogue as allErrors, type ErrorCode, type Problem } from '@linggong/contract'

/** A refusal the person can do something about. Anything else thrown is a defect. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly problems: Problem[]
  readonly facts: Record<string, string | number>

  /** `facts` fill `{name}` marks of the catalogue's sentence. */
  constructor(code: ErrorCode, options: { problems?: Problem[]; facts?: Record<string, string | number> } = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.problems = options.problems ?? []
    this.facts = options.facts ?? {}
  }

  get status(): number {
    return allErrors[this.code].status
  }

  get sentence(): string {
    return allErrors[this.code].message.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in this.facts ? String(this.facts[name]) : whole,
    )
  }

  toBody(): { code: ErrorCode; message: string; problems: Problem[] } {
    return { code: this.code, message: this.sentence, problems: this.problems }
  }
}

export function refuse(
  code: ErrorCode,
  options?: { problems?: Problem[]; facts?: Record<string, string | number> },
): never {
  throw new Refusal(code, options)
}

/** SQLSTATE of a database error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
