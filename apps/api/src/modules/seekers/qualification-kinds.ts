import { qualifications, type Qualification } from '@linggong/reference'
import type { PolicyReader } from '@linggong/policy'

const kinds = new Map(qualifications().map((one) => [one.code, one]))

export const kindOf = (code: string): Qualification | undefined => kinds.get(code)

/** 电工证: as people say it; the code of what is in no list any more. */
export const nameOfKind = (code: string): string => kinds.get(code)?.everydayNames[0] ?? kinds.get(code)?.name ?? code

export type AskingWork = { occupationCode: string; qualifications?: readonly string[] | undefined }

/** Certificates that this work asks for, one of each list: by law, then what the employer asks for besides. */
export function askedFor(policy: PolicyReader, work: AskingWork): string[][] {
  const lawful = policy
    .value('qualification.required')
    .filter((row) => row.occupation === work.occupationCode)
    .map((row) => row.anyOf)
  const more = (work.qualifications ?? []).filter(
    (code) => !lawful.some((anyOf) => anyOf.length === 1 && anyOf[0] === code),
  )
  return [...lawful, ...more.map((code) => [code])]
}

/** The same in words: 电工证; of 行车证(天车)或叉车证 one will do. */
export const askedForZh = (policy: PolicyReader, work: AskingWork): string[] =>
  askedFor(policy, work).map((anyOf) => anyOf.map(nameOfKind).join('或'))

/** All lists of which some work may ask for one. */
export const askableLists = (policy: PolicyReader): string[][] => {
  const lawful = policy.value('qualification.required').map(({ anyOf }) => anyOf)
  const all = [...lawful, ...[...kinds.keys()].map((code) => [code])]
  return [...new Map(all.map((anyOf) => [anyOf.join(), anyOf])).values()]
}
