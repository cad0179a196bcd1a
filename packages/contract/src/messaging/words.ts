/** What notices are about. SMS of a topic can be switched off, except where not knowing does harm. */
export const noticeTopics = {
  work: { label: '接单和上工', smsAlways: false },
  offer: { label: '邀约和报名', smsAlways: false },
  contract: { label: '合同', smsAlways: true },
  hours: { label: '工时', smsAlways: false },
  pay: { label: '工钱', smsAlways: false },
  posting: { label: '需求发布', smsAlways: false },
  dispute: { label: '异议和调解', smsAlways: true },
  feedback: { label: '评价', smsAlways: false },
  account: { label: '账号安全', smsAlways: true },
} as const satisfies Record<string, { label: string; smsAlways: boolean }>
export type NoticeTopic = keyof typeof noticeTopics

export const deliveryStates = ['queued', 'sent', 'delivered', 'failed', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]
export const deliveryLabels = {
  queued: '等待发送',
  sent: '已发送',
  delivered: '已送达',
  failed: '没有送达',
  dropped: '事情有变化,没有发',
} as const satisfies Record<DeliveryState, string>
