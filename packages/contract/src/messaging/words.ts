/** What notices are about. SMS of a topic can be switched off, except where not knowing does harm. */
export const noticeTopics = {
  work: { label: '接单和上工', smsAlways: false },
  offer: { label: '邀约和报名', smsAlways: false },
  contract: { label: '合同', smsAlways: true },
  hours: { label: '工时', smsAlways: false },
  pay: { label: '工钱', smsAlways: false },
  posting: { label: '需求发布', smsAlways: false },
  dispute: { label: '异议和调解', smsAlways: true },
  trouble: { label: '求助', smsAlways: true },
  feedback: { label: '评价', smsAlways: false },
  account: { label: '账号安全', smsAlways: true },
  /** Procedures about markets and stations: told to officers only. */
  sites: { label: '站点和补助', smsAlways: false, staffOnly: true },
} as const satisfies Record<string, { label: string; smsAlways: boolean; staffOnly?: true }>
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

/**
 * `/news`, a WebSocket: after signing in (cookie, or `{token}` as the first message) a page is told `{topic, at}`
 * when something of its person, employers or queues has changed. `ready`: it hears from now on, so look once.
 */
export const newsPath = '/news'
export type NewsMessage = { topic: NoticeTopic | 'ready'; at: string }
/** Why the platform closes the socket. After `tryLater` and any other code: again after a while, and polling meanwhile. */
export const newsCloseCodes = { notSignedIn: 4401, tooMany: 4429, tryLater: 1013 } as const
