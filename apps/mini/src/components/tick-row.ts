/** One person of a list to tick off. `warn`: what is out of plan; `result`: why the last act did not work. */
export type TickRow = { id: string; name: string; words: string; warn?: string; result?: string }
