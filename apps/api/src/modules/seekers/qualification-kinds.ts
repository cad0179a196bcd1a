import { qualifications, type Qualification } from '@linggong/reference'
import type { PolicyReader } from '@linggong/policy'

const kinds = new Map(qualifications().map((one) => [one.code, one]))

export const kindOf = (code: string): Qualification | undefined => kinds.get(code)

/** 电工证: as people say it; the code of what is in no list any more. */
export const nameOfKind = (code: string): string => kinds.get(code)?.everydayNames[0] ?? kinds.get(code)?.name ?? code

/** Certificates that work of this kind asks for: one of each list. */
export const askedFor = (policy: PolicyReader, occupation: string): string[][] =>
  policy
    .value('qualification.required')
    .filter((row) => row.occupation === occupation)
    .map((row) => row.anyOf)
