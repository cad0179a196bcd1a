/** Kinds of contract (合同类型) as screens say them. */
export const contractKinds = {
  partTimeLabour: '非全日制用工劳动合同',
  taskLabour: '以完成一定工作任务为期限的劳动合同',
  fixedTermLabour: '固定期限劳动合同',
  serviceAgreement: '劳务协议',
  overAgeAgreement: '超龄劳动者用工协议',
  newFormAgreement: '新就业形态劳动者书面协议',
} as const

/** What besides the tap proves that a person means it (意愿确认). */
export const signingFactors = { smsCode: '短信验证码', counterSignature: '在驿站当面签字', face: '人脸核验' } as const
export type SigningFactor = keyof typeof signingFactors
