export { loadPolicy, createPolicy, basisOf, PolicyNotInForce } from './policy.ts'
export type { Policy, PolicyReader, BasisItem, HistoryEntry } from './policy.ts'
export { loadPacks, readPackAlone, PackLoadError } from './load.ts'
export { valueOn } from './resolve.ts'
export type { PolicyAnswer, PolicyValue, NoPolicy, NoPolicyReason, PlaceOptions } from './resolve.ts'
export type { Layer, Pack, PackProblem, PackSet, PackValue, PolicySource, Precedence } from './pack.ts'
export { catalogue, isPolicyKey, policyKeys } from './catalogue/index.ts'
export type { PolicyKey, SpineKey, LawKey, ProgrammeKey, ValueOf, KeyOfKind } from './catalogue/index.ts'
export type { CatalogueEntry, Unit } from './catalogue/types.ts'
export type {
  Kind,
  KindValue,
  ContractKind,
  EmployerKind,
  RetirementGroup,
  ScreeningCategory,
  ScreeningSeverity,
} from './kinds.ts'
export { findUnit } from './regions.ts'
export type { ReportingUnit } from './regions.ts'
export { decideContractKind } from './contract-kind.ts'
export type { ContractDecision, ContractFacts } from './contract-kind.ts'
export { screenPosting } from './screening.ts'
export type { PostingFacts, ScreeningHit, ScreeningResult } from './screening.ts'
export { retirementDate, isPastRetirement } from './retirement.ts'
export type { Retirement, RetirementPerson } from './retirement.ts'
export { dayKind, isWorkingDay, addWorkingDays, addWorkingHours, workingDayBefore } from './working-days.ts'
export type { DayKind } from './working-days.ts'
export { wageWithholding, labourServiceWithholding, platformWithholding } from './withholding.ts'
export type { CumulativeIncome, LabourServiceIncome, Withholding } from './withholding.ts'
export { minimumWage } from './wages.ts'
export type { MinimumWage } from './wages.ts'
export { decideSubsidy } from './subsidy-decision.ts'
export type { SubsidyClaim, SubsidyDecision, SubsidyKind, SubsidyReason } from './subsidy-decision.ts'
export {
  decideReferral,
  employerConfirmations,
  referralProofs,
  referralRules,
  referralWays,
  workerConfirmations,
} from './referral-decision.ts'
export type {
  ReferralBasis,
  ReferralDecision,
  ReferralFacts,
  ReferralReason,
  ReferralRules,
  ReferralWay,
} from './referral-decision.ts'
export { flagReferrals, flagThresholdNames, flagThresholds, referralFlagKinds } from './referral-flags.ts'
export type { FlagPlace, FlagRow, FlagSite, FlagThresholds, ReferralFlag, ReferralFlagKind } from './referral-flags.ts'
export { oneOffSubsidy, performanceSubsidy } from './subsidies.ts'
export type { AreaTooSmall, SiteKind, SubsidyAmount } from './subsidies.ts'
export { addDays, addMonths, dayOfWeek, isCalendarDate, shanghaiDate } from './dates.ts'
export {
  fundFacts,
  serviceFacts,
  siteYearFacts,
  type FundFact,
  type ServiceFact,
  type SiteYearFact,
} from './kinds-sites.ts'
