import type { AllEndpoints, ReceivedOf } from '@linggong/contract'
import { useAddress } from './address.ts'
import { call } from './client.ts'
import { useNews } from './news.ts'
import { usePages, type Pages } from './pages.ts'
import { useSending, type Sending } from './sending.ts'
import { tell } from './told.ts'

export type NoticeRow = ReceivedOf<AllEndpoints['listNotices']>['items'][number]

export type Notices = {
  choices: { unread: string }
  pages: Pages<NoticeRow>
  sending: Sending
  markRead: () => Promise<void>
}

/** All notices of an employer, or of the queues and sites of a member of staff, read ones among them. */
export function useNotices(whose: { employerId?: string } = {}): Notices {
  const choices = useAddress({ unread: '' })
  const pages = usePages(
    (after) =>
      call('listNotices', {
        query: {
          ...whose,
          limit: 50,
          ...(choices.unread === 'true' && { unread: 'true' as const }),
          ...(after && { after }),
        },
      }),
    [() => choices.unread],
  )
  useNews(null, () => void pages.reload())
  const sending = useSending()
  async function markRead(): Promise<void> {
    const done = await sending.run((requestId) => call('markNoticesRead', { body: whose }, { requestId }))
    if (!done) return
    tell('都记成看过了。')
    await pages.reload()
  }
  return { choices, pages, sending, markRead }
}
