/**
 * Wordings of our SMS templates, as submitted to the provider for approval. Code → words with `${param}`.
 * A receiver pays nothing and reads one message: wordings stay within its length (tested).
 */
export const smsTemplates = {
  SHIFT_CONCLUDED: '${when}到${place}干${title},找${contact},${pay}。',
  SHIFT_REMINDER: '快开工了:${start}到${place}干${title},找${contact}。',
  SHIFT_CANCELLED: '${start}的${title}取消了,不用去了。原因:${reason}。',
  WORKER_CANCELLED: '${people}不来${start}的${title}了,空出的名额可以再招人。',
  NO_SHOW: '${start}的${title}记为没有到岗。您去了的话,请到零工驿站说明。',
  POSTING_PASSED: '您的需求「${title}」审核通过,正在招人。',
  POSTING_RETURNED: '您的需求「${title}」要改一下再发,请打开宁德零工看原因。',
  POSTING_TAKEN_DOWN: '您的需求「${title}」被下架:${reason}。',
  OFFER_MADE: '${start}有活:${title},${pay},${spot}。${deadlineTime}前${reply}',
  OFFER_ANSWER_UNCLEAR: '没看懂您的回复。${start}的${title},${deadlineTime}前${reply}',
  OFFER_ANSWER_FAILED: '收到您的答复。${start}的${title}:${reason}。',
  CONTRACT_TO_SIGN: '${start}的${title},请在${deadline}前打开宁德零工签合同,过时名额让给别人。',
  CONTRACT_LAPSED: '没在规定时间签合同,${start}的${title}不用去了。',
  HOURS_CORRECTED: '${title}的工时改成${minutes}。不对的话,请在${deadline}前提异议。',
  PAY_ARRIVED: '工钱${amount}已到账:${title},${employer}。',
  PAY_TO_TAP: '有工钱${amount}等您在微信点收款,不点收不到。',
  PAY_FAILED: '工钱${amount}没发成,请打开宁德零工改收款方式,或到零工驿站。',
  WAGE_LATE_WORKER: '${employer}该付您的${amount}已逾期,平台正在催付。您也可到零工驿站求助。',
  WAGE_LATE_EMPLOYER: '您该付的工钱(${title})已逾期,请马上付清。再拖就不能发新需求了。',
  DISPUTE_OPENED_EMPLOYER: '${worker}对${title}有异议,请打开宁德零工处理,最迟${deadlineDay}。',
  DISPUTE_OPENED_WORKER: '用工方对您的${title}有异议,没争议的部分照发。请打开宁德零工看看。',
  DISPUTE_SETTLED: '${title}的异议处理完了:${outcome}。',
  TROUBLE_EMPLOYER: '${worker}干${title}时求助:${reason}。请马上打开宁德零工联系师傅。',
  EMPLOYER_LAPSED: '${employer}的认证过期,请重新认证,之前的需求先不给人看。',
  EMPLOYER_SUSPENDED: '${employer}被暂停用工,请打开宁德零工看原因和怎么恢复。',
  PHONE_CHANGED: '您的宁德零工手机号已改成这个号码。不是本人改的,请马上到零工驿站。',
  ASSIST_BEGUN: '驿站工作人员正按您的意思替您办事,${deadline}前有效。不是您同意的请告诉我们。',
  PAY_WAY_NEEDED: '${start}上工前,请打开宁德零工选好收款方式,干完就能收到钱。',
  PAY_WAY_MISSING: '您有工钱等着发,请打开宁德零工选收款方式,或到零工驿站请人帮忙。',
  POSTING_STOPPED: '有工钱逾期没付,新需求暂停发布。付清后自动恢复。',
} as const satisfies Record<string, string>
export type SmsTemplate = keyof typeof smsTemplates
