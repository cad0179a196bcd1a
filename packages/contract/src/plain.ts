/** Everything that needs no zod: what the mini-program and other small clients load. */
export * from './lifecycle.ts'
export * from './lifecycles.ts'
export * from './rights.ts'
export * from './reasons.ts'
export * from './labels.ts'
export * from './error-codes.ts'
export * from './paths.ts'
