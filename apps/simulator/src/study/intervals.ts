/** Means over seeds with 95 % confidence intervals (Student). */
export type Interval = { mean: number; low: number; high: number; count: number }

/** 97.5 % quantiles of Student's t by degrees of freedom 1 to 30; beyond, those of 30. */
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** Null without values. With one value the interval is unknown: low and high are not numbers. */
export function intervalOf(values: readonly number[]): Interval | null {
  const count = values.length
  if (count === 0) return null
  const mean = values.reduce((sum, one) => sum + one, 0) / count
  if (count === 1) return { mean, low: NaN, high: NaN, count }
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1)
  const half = (student[Math.min(30, count - 1) - 1] ?? 2) * Math.sqrt(variance / count)
  return { mean, low: mean - half, high: mean + half, count }
}

/** Of the differences seed by seed: what is common to both falls out. */
export function pairedInterval(ones: readonly number[], others: readonly number[]): Interval | null {
  if (ones.length !== others.length) throw new RangeError('pairs are needed, seed by seed')
  return intervalOf(ones.map((one, i) => one - (others[i] ?? 0)))
}
