import { RequestRefused } from '@linggong/client'

import { FileRefused } from '../device/file.ts'
import { NoPlace, noPlaceWords } from '../device/place.ts'
import { NoAnswer } from '../device/transport.ts'

/** What went wrong, for a person: the sentence, what is wrong at which field, and whether trying again may help. */
export type Trouble = {
  code: string
  sentence: string
  fields: Record<string, string>
  again: boolean
}

/** Refusals of one thing that was typed: their sentence stands at its field. */
const fieldOfRefusal: Readonly<Record<string, string>> = { CodeWrong: 'code', CodeExpired: 'code' }

const noAnswer = {
  /** Of something that was done: nothing typed is lost. */
  act: {
    slow: '网络很慢,平台还没有回答。您填的都在,请再点一次,不会办重。',
    none: '现在连不上网。您填的都在,有网了再点一次,不会办重。',
  },
  /** Of a page that was to be read. */
  read: { slow: '网络很慢,平台还没有回答。请再试一次。', none: '现在连不上网。有网了再试一次。' },
}

/** Unknown errors are no person's affair in detail, but never silent: they are thrown on to the browser's console. */
export function troubleOf(error: unknown, of: keyof typeof noAnswer = 'act'): Trouble {
  if (error instanceof RequestRefused) {
    const problems = error.body.problems ?? []
    const fields: Record<string, string> = {}
    for (const { path, message } of problems) fields[path] ??= message
    const refused = fieldOfRefusal[error.body.code]
    if (refused) fields[refused] ??= error.body.message
    const general = problems.filter(({ path }) => path === '').map(({ message }) => message)
    return {
      code: error.body.code,
      sentence: [error.body.message, ...general].join(' '),
      fields,
      again: error.status === 429 || error.status >= 500,
    }
  }
  if (error instanceof NoAnswer) {
    return { code: 'NoAnswer', sentence: noAnswer[of][error.slow ? 'slow' : 'none'], fields: {}, again: true }
  }
  if (error instanceof NoPlace) return { code: 'NoPlace', sentence: noPlaceWords(error), fields: {}, again: true }
  if (error instanceof FileRefused) return { code: 'FileRefused', sentence: error.message, fields: {}, again: true }
  setTimeout(() => {
    throw error
  })
  return {
    code: 'Unknown',
    sentence: '这一步出了差错,请再试一次。还不行,请给附近的零工驿站打电话。',
    fields: {},
    again: true,
  }
}
