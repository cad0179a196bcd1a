/** For the seed: reports of quarters behind are compiled, corrected, signed and merged by the actions that do all others. */
export { compileReport, correctFigure, restateReport, signReport, writeNarrative } from './actions/compile.ts'
export { lastReport } from './actions/due.ts'
export { mergeCityReport } from './actions/merge.ts'
export { quarterOf, type Quarter } from './rules.ts'
