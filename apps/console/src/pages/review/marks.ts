export type Mark = { from: number; to: number; number: number }
export type Piece = { text: string; number: number | null }

/**
 * Cuts a text at its marks (positions in UTF-16 units, `to` exclusive), so that each hit can be shown where it stands.
 * Where marks overlap the first one keeps its words; marks outside the text are left out.
 */
export function piecesOf(text: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to, number } of [...marks].sort((a, b) => a.from - b.from || a.number - b.number)) {
    const start = Math.max(from, at)
    const end = Math.min(to, text.length)
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), number: null })
    pieces.push({ text: text.slice(start, end), number })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), number: null })
  return pieces
}
