/** Words of recognition (认定). */
export const standardLevels = {
  must: '必须',
  inPrinciple: '原则上',
  may: '可以',
  ifPossible: '有条件的',
} as const
export type StandardLevel = keyof typeof standardLevels

/** What is wanted to see that an item of the standard is met. */
export const evidenceKinds = {
  register: '登记',
  document: '证明材料',
  photo: '照片',
  onSite: '现场看',
  record: '台账',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

/** What the register says of an item. */
export const standardStatuses = {
  met: '登记里有',
  adjusted: '按实际调整',
  missing: '登记里没有',
  toInspect: '现场看',
} as const
export type StandardStatus = keyof typeof standardStatuses

export const inspectionResults = { pass: '符合', fail: '不符合', notApplicable: '不涉及' } as const
export type InspectionResult = keyof typeof inspectionResults

export const objectionWays = { phone: '电话', letter: '来信', visit: '当面', online: '网上' } as const
export type ObjectionWay = keyof typeof objectionWays

export const objectionOutcomes = { upheld: '查证属实', rejected: '不成立' } as const
export const appealOutcomes = { granted: '申诉成立', rejected: '维持原决定' } as const

/** What each step of a procedure about a site is called. */
export const stepWords = {
  lodge: '申报',
  askMore: '一次性告知补正',
  resubmit: '补正后重报',
  accept: '受理',
  inspect: '实地查看',
  publish: '公示',
  object: '收到异议',
  decideObjection: '异议处理',
  clear: '公示期满',
  recognise: '认定',
  recordAtCity: '市局备案',
  refuse: '不予通过',
  withdraw: '撤回',
  revoke: '撤销认定',
  appeal: '申诉',
  decideAppeal: '申诉处理',
  handle: '经办',
  check: '复核',
  approve: '审批',
  confirm: '财政确认',
  pay: '拨付',
  close: '归档',
  reclaim: '追回',
  open: '开始考核',
  selfAssess: '自评',
  score: '县级评分',
  cityCheck: '市级抽查',
  passUndrawn: '没有抽中,按县级评分',
  scoreAgain: '重新评分',
  order: '责令整改',
  report: '报告整改',
  sendBack: '退回再改',
  fail: '整改不到位',
  sign: '登记合同',
  setTerms: '登记价款和指标',
  evaluate: '评估',
  objectTo: '承接机构提异议',
  decide: '评估决定',
  breach: '登记违约',
  exit: '退出',
} as const
export type ProgrammeStep = keyof typeof stepWords
