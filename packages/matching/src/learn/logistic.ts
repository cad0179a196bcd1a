/**
 * A chance from named features: `p = 1 / (1 + exp(−(intercept + Σ weight · feature)))`. Plain enough to print, to argue
 * about and to check by hand. Features are the caller's; none may stand for sex, age, origin, health or status.
 */
export type LogisticModel = {
  features: readonly string[]
  intercept: number
  /** One for each feature, in the order of `features`. */
  weights: readonly number[]
  /** What it was learnt from. */
  examples: number
}

export type Example = { features: readonly number[]; happened: boolean }

export type LearningOptions = {
  features: readonly string[]
  /** How strongly weights are held near 0 (variance of a normal prior is its inverse). */
  restraint?: number
  /** Learning stops when no weight moves by more than this. */
  tolerance?: number
  maxRounds?: number
}

/** Thrown where there is nothing to learn from; the caller goes on with the chance it believed before. */
export class NothingToLearn extends Error {
  override name = 'NothingToLearn'
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * Learns by Newton's method with a normal prior on the weights (not on the intercept). Each example counts once.
 * Throws NothingToLearn without a yes and a no, RangeError where an example does not fit the features.
 */
export function learnLogistic(examples: readonly Example[], options: LearningOptions): LogisticModel {
  const { features, restraint = 1, tolerance = 1e-8, maxRounds = 50 } = options
  checkExamples(examples, features.length)
  const size = features.length + 1
  const weights = new Float64Array(size)
  for (let round = 0; round < maxRounds; round++) {
    const gradient = new Float64Array(size)
    const curvature = Array.from({ length: size }, () => new Float64Array(size))
    for (const example of examples) addExample(example, weights, gradient, curvature)
    for (let i = 1; i < size; i++) {
      gradient[i] = gradient[i]! - restraint * weights[i]!
      curvature[i]![i] = curvature[i]![i]! + restraint
    }
    const step = solve(curvature, gradient)
    let moved = 0
    for (let i = 0; i < size; i++) {
      // A step too long would overshoot where nearly everybody said the same.
      const held = Math.max(-2, Math.min(2, step[i]!))
      weights[i] = weights[i]! + held
      moved = Math.max(moved, Math.abs(held))
    }
    if (moved < tolerance) break
  }
  return { features, intercept: weights[0]!, weights: [...weights.subarray(1)], examples: examples.length }
}

export function chanceOf(model: LogisticModel, features: readonly number[]): number {
  if (features.length !== model.weights.length) throw new RangeError(`${model.weights.length} features are needed`)
  return sigmoid(model.weights.reduce((sum, weight, i) => sum + weight * features[i]!, model.intercept))
}

/** What each feature adds to the log-odds of one prediction, the weightiest first: the model explains itself. */
export function explainChance(model: LogisticModel, features: readonly number[]): { feature: string; adds: number }[] {
  return model.features
    .map((feature, i) => ({ feature, adds: model.weights[i]! * (features[i] ?? 0) }))
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds))
}

function checkExamples(examples: readonly Example[], count: number): void {
  if (!examples.some((one) => one.happened) || examples.every((one) => one.happened)) {
    throw new NothingToLearn('there must be examples of both: it happened, it did not')
  }
  for (const { features } of examples) {
    if (features.length !== count || !features.every(Number.isFinite)) {
      throw new RangeError(`an example must have ${count} numbers`)
    }
  }
}

function addExample(
  { features, happened }: Example,
  weights: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array[],
): void {
  let sum = weights[0]!
  for (let i = 0; i < features.length; i++) sum += weights[i + 1]! * features[i]!
  const p = sigmoid(sum)
  const error = (happened ? 1 : 0) - p
  const spread = Math.max(p * (1 - p), 1e-9)
  for (let i = 0; i <= features.length; i++) {
    const a = i === 0 ? 1 : features[i - 1]!
    gradient[i] = gradient[i]! + error * a
    const row = curvature[i]!
    for (let j = 0; j <= features.length; j++) row[j] = row[j]! + spread * a * (j === 0 ? 1 : features[j - 1]!)
  }
}

/** Solves `matrix · x = right` by elimination with pivots; the matrix is changed. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const n = right.length
  const x = right.slice()
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row
    }
    ;[matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!]
    ;[x[column], x[pivot]] = [x[pivot]!, x[column]!]
    const top = matrix[column]!
    const divisor = top[column]! || 1e-12
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row]![column]! / divisor
      if (factor === 0) continue
      for (let k = column; k < n; k++) matrix[row]![k] = matrix[row]![k]! - factor * top[k]!
      x[row] = x[row]! - factor * x[column]!
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = x[row]!
    for (let k = row + 1; k < n; k++) sum -= matrix[row]![k]! * x[k]!
    x[row] = sum / (matrix[row]![row]! || 1e-12)
  }
  return x
}
