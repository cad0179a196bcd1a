export type Prediction = { chance: number; happened: boolean }

export type ReliabilityRow = {
  /** Chances from…to, the upper bound excluded (included in the last row). */
  from: number
  to: number
  count: number
  /** Mean chance foretold, and share that really happened. */
  foretold: number
  happened: number
}

export type Calibration = {
  count: number
  /** Mean squared error of the chances (Brier 1950); 0 is perfect. */
  brier: number
  /** The same for somebody who always says the mean; a model must be below. */
  brierOfMean: number
  /** Mean distance between foretold and happened over the rows, weighted by their counts. */
  meanGap: number
  rows: ReliabilityRow[]
}

/** How far foretold chances can be trusted. Rows without cases are left out: no figure where there is no data. */
export function calibrate(predictions: readonly Prediction[], rowCount = 10): Calibration | null {
  const count = predictions.length
  if (count === 0) return null
  const sums = Array.from({ length: rowCount }, () => ({ count: 0, foretold: 0, happened: 0 }))
  let brier = 0
  let happened = 0
  for (const one of predictions) {
    if (!(one.chance >= 0 && one.chance <= 1)) throw new RangeError('a chance must lie between 0 and 1')
    const row = sums[Math.min(rowCount - 1, Math.floor(one.chance * rowCount))]!
    const outcome = one.happened ? 1 : 0
    row.count++
    row.foretold += one.chance
    row.happened += outcome
    happened += outcome
    brier += (one.chance - outcome) ** 2
  }
  const mean = happened / count
  const rows = sums.flatMap((row, i) =>
    row.count === 0
      ? []
      : [
          {
            from: i / rowCount,
            to: (i + 1) / rowCount,
            count: row.count,
            foretold: row.foretold / row.count,
            happened: row.happened / row.count,
          },
        ],
  )
  return {
    count,
    brier: brier / count,
    brierOfMean: mean * (1 - mean),
    meanGap: rows.reduce((sum, row) => sum + row.count * Math.abs(row.foretold - row.happened), 0) / count,
    rows,
  }
}
