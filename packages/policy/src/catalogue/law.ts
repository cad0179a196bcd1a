import type { CatalogueEntry } from './types.ts'

/** Keys set by law and by national or provincial rules. */
export const lawKeys = {
  'wage.minimumHourlyFen': { kind: 'number', unit: 'fen', titleZh: '小时最低工资标准' },
  'wage.minimumMonthlyFen': { kind: 'number', unit: 'fen', titleZh: '月最低工资标准' },

  'labour.minimumWorkingAge': { kind: 'number', unit: 'year', titleZh: '最低就业年龄' },
  'labour.adultAge': { kind: 'number', unit: 'year', titleZh: '未成年工保护的年龄上限(不含)' },
  'labour.minorSafeguards': { kind: 'checklist', unit: null, titleZh: '招用未成年工的要求' },
  'labour.partTime.maxAverageHoursPerDay': { kind: 'number', unit: 'hour', titleZh: '非全日制平均每日工时上限' },
  'labour.partTime.maxHoursPerWeek': { kind: 'number', unit: 'hour', titleZh: '非全日制每周工时上限' },
  'labour.partTime.maxPayIntervalDays': { kind: 'number', unit: 'day', titleZh: '非全日制工资支付周期上限' },
  'labour.partTime.probationAllowed': { kind: 'boolean', unit: null, titleZh: '非全日制可否约定试用期' },
  'labour.partTime.oralAgreementAllowed': { kind: 'boolean', unit: null, titleZh: '非全日制可否口头约定' },
  'labour.normalHoursPerDay': { kind: 'number', unit: 'hour', titleZh: '标准日工时' },
  'labour.maxOvertimeHoursPerDay': { kind: 'number', unit: 'hour', titleZh: '每日加班上限' },
  'labour.maxOvertimeHoursPerMonth': { kind: 'number', unit: 'hour', titleZh: '每月加班上限' },
  'labour.overtimeRatesBasisPoints': { kind: 'numberRecord', unit: 'basisPoint', titleZh: '加班工资倍数' },
  'labour.maxDamageDeductionBasisPoints': {
    kind: 'number',
    unit: 'basisPoint',
    titleZh: '赔偿损失每月扣工资的比例上限',
  },
  'labour.retirement': { kind: 'retirementTable', unit: null, titleZh: '法定退休年龄' },
  'labour.retirementFemaleDefault': { kind: 'text', unit: null, titleZh: '女职工类别不明时按哪一类算' },

  'contract.kindTable': { kind: 'contractKindTable', unit: null, titleZh: '合同类型判断表' },
  'contract.retentionMonths': { kind: 'number', unit: 'month', titleZh: '合同文本保存期限' },
  'contract.signingRequirements': { kind: 'checklist', unit: null, titleZh: '电子劳动合同订立要求' },
  'contract.template.partTimeLabour': { kind: 'contractTemplate', unit: null, titleZh: '非全日制用工劳动合同文本' },
  'contract.template.taskLabour': {
    kind: 'contractTemplate',
    unit: null,
    titleZh: '以完成一定工作任务为期限的劳动合同文本',
  },
  'contract.template.fixedTermLabour': { kind: 'contractTemplate', unit: null, titleZh: '固定期限劳动合同文本' },
  'contract.template.serviceAgreement': { kind: 'contractTemplate', unit: null, titleZh: '劳务协议文本' },
  'contract.template.overAgeAgreement': { kind: 'contractTemplate', unit: null, titleZh: '超龄劳动者用工协议文本' },
  'contract.template.newFormAgreement': { kind: 'contractTemplate', unit: null, titleZh: '新就业形态书面协议文本' },

  'payroll.ledgerRetentionMonths': { kind: 'number', unit: 'month', titleZh: '工资支付台账保存期限' },
  'voucher.retentionMonths': { kind: 'number', unit: 'month', titleZh: '会计凭证保存期限' },
  'payroll.ledgerColumns': { kind: 'checklist', unit: null, titleZh: '工资支付台账内容' },
  'payroll.payBeforeWhenRestDay': { kind: 'boolean', unit: null, titleZh: '付薪日逢休息日提前支付' },

  'tax.wage': { kind: 'cumulativeTax', unit: null, titleZh: '工资薪金累计预扣' },
  'tax.labourService': { kind: 'labourServiceTax', unit: null, titleZh: '劳务报酬预扣预缴' },
  'tax.platformCumulative': { kind: 'cumulativeTax', unit: null, titleZh: '平台企业支付的劳务报酬累计预扣' },

  'calendar.year': { kind: 'calendarYear', unit: null, titleZh: '节假日和调休安排' },

  'dispute.mediationLimitDays': { kind: 'number', unit: 'day', titleZh: '劳动争议调解期限' },
  'dispute.arbitrationLimitMonths': { kind: 'number', unit: 'month', titleZh: '申请劳动仲裁的时效' },
  'privacy.separateConsentFor': { kind: 'checklist', unit: null, titleZh: '须单独同意的个人信息' },
  'insurance.occupationalInjuryPlatforms': { kind: 'textList', unit: null, titleZh: '职业伤害保障试点平台' },
  'insurance.generalGigCoveredByOccupationalInjury': {
    kind: 'boolean',
    unit: null,
    titleZh: '一般零工是否在职业伤害保障范围',
  },
  'retention.accountingVoucherYears': { kind: 'number', unit: 'year', titleZh: '会计凭证保管年限' },
  'hardToEmploy.categories': { kind: 'checklist', unit: null, titleZh: '就业困难人员类别' },

  'screening.discrimination': { kind: 'screeningRules', unit: null, titleZh: '就业歧视筛查' },
  'screening.age': { kind: 'screeningRules', unit: null, titleZh: '年龄限制和未成年人筛查' },
  'screening.fees': { kind: 'screeningRules', unit: null, titleZh: '收费押金筛查' },
  'screening.fraud': { kind: 'screeningRules', unit: null, titleZh: '诈骗和违法内容筛查' },
  'screening.contact': { kind: 'screeningRules', unit: null, titleZh: '联系方式筛查' },
  'screening.terms': { kind: 'screeningRules', unit: null, titleZh: '不公平条款筛查' },
  'screening.pay': { kind: 'screeningRules', unit: null, titleZh: '报酬筛查' },
  'screening.unrealisticHourlyPayFen': { kind: 'number', unit: 'fen', titleZh: '明显虚高的时薪' },
  'screening.unrealisticDailyPayFen': { kind: 'number', unit: 'fen', titleZh: '明显虚高的日薪' },
  'screening.feeFreeFen': { kind: 'number', unit: 'fen', titleZh: '求职者可被要求交的钱' },
} as const satisfies Record<string, CatalogueEntry>
