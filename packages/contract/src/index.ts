export * from './plain.ts'
export * from './endpoint.ts'
export * as shapes from './common.ts'
export * from './assessments/endpoints.ts'
export * from './cockpit/endpoints.ts'
export * from './contact/endpoints.ts'
export * from './contracts/endpoints.ts'
export * from './dispatch/endpoints.ts'
export * from './dispatch/feed-endpoints.ts'
export * from './dispatch/hall-endpoints.ts'
export * from './engagements/endpoints.ts'
export * from './erasure/endpoints.ts'
export * from './feedback/endpoints.ts'
export * from './identity/endpoints.ts'
export * from './insights/endpoints.ts'
export * from './insights/overview-shapes.ts'
export * from './insights/market-endpoints.ts'
export * from './insights/site-day-endpoints.ts'
export * from './insights/siting-endpoints.ts'
export * from './messaging/endpoints.ts'
export * from './payroll/endpoints.ts'
export * from './postings/endpoints.ts'
export * from './programmes/endpoints.ts'
export * from './funds/endpoints.ts'
export * from './purchasing/endpoints.ts'
export * from './recognition/endpoints.ts'
export {
  filledForm,
  inspectionView,
  programmeStepView,
  recognitionLine,
  recognitionView,
  standardItemView,
} from './recognition/shapes.ts'
export * from './referrals/endpoints.ts'
export {
  referralFlagLine,
  referralFlagView,
  referralLine,
  referralTotal,
  referralView,
  relativeView,
} from './referrals/shapes.ts'
export * from './reports/endpoints.ts'
export * from './rights/endpoints.ts'
export * from './rights/trouble-endpoints.ts'
export * from './seekers/endpoints.ts'
export * from './seekers/qualification-endpoints.ts'
export * from './seekers/status-endpoints.ts'
export * from './seekers/wechat-endpoints.ts'
export * from './sites/endpoints.ts'
export * from './sites/register-endpoints.ts'
export * from './sites/register-shapes.ts'
export * from './sites/section-endpoints.ts'
export * from './sites/visit-endpoints.ts'
export * from './system/endpoints.ts'
export * from './worktime/endpoints.ts'
export * from './work-terms.ts'
export * from './all-endpoints.ts'
