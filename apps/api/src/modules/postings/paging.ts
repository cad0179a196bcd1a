import { refuse } from '../../kernel/errors.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function wrongPlace(): never {
  return refuse('InputInvalid', {
    problems: [{ path: 'query.after', code: 'invalid', message: '翻页位置不对,请从头看起' }],
  })
}

/** A place in a list: the sort value of the last row and its id, with a word that must match the question. */
export type Cursor = { value: number; id: string; mark: string }

export const cursorText = (cursor: Cursor): string => `${cursor.value}~${cursor.id}~${cursor.mark}`

/** Refuses InputInvalid for anything `cursorText` did not make. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [value, id, mark] = text.split('~')
  if (!value || !Number.isFinite(Number(value)) || !id || !uuid.test(id) || mark === undefined) return wrongPlace()
  return { value: Number(value), id, mark }
}

/** A cursor that is only an id. */
export function readIdCursor(text: string | undefined): string | undefined {
  if (text !== undefined && !uuid.test(text)) return wrongPlace()
  return text
}
