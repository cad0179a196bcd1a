import { onBeforeUnmount, reactive, ref, watch, type Ref } from 'vue'
import { freshRequestId, NoAnswer, RequestRefused } from '../platform/client.ts'
import { now } from '../platform/clock.ts'
import { useNetwork } from '../platform/network.ts'
import { stillSignedIn } from '../platform/session.ts'
import { useOfflineShell, type Prepared } from './shell.ts'

/** A form kept in the browser's own database until it has been sent; `finishedAt`: it waits to be sent as it is. */
type Kept = { requestId: string; finishedAt: string | null }

type Ways<T> = {
  keep: (one: T) => Promise<unknown>
  /** Everything still missing or wrong, in words. */
  slipsOf: (one: T) => string[]
  /** @throws NoAnswer, RequestRefused */
  send: (one: T) => Promise<void>
  /** It has arrived: forget it and go on. */
  arrived: (one: T) => Promise<void>
  /** What is kept, in words: 填的、拍的. */
  what: string
}

export type KeptForm<T> = {
  kept: Ref<T | null>
  failure: Ref<string>
  problems: Ref<string[]>
  sending: Ref<boolean>
  online: Ref<boolean>
  readiness: Prepared['readiness']
  /** Shows a form that is kept already; one that waits to be sent is sent. */
  open: (one: T) => Promise<void>
  /** Keeps a form and shows it. */
  begin: (one: T) => Promise<void>
  /** Sends the form, or tells all that is missing. */
  finish: () => Promise<void>
}

const keepSoonMs = 300

/**
 * A form that is filled in at a place without network: kept at every change, sent once when it is finished and there is
 * a network. What was refused can be changed and sent anew; nothing is lost when the session has ended meanwhile.
 */
export function useKeptForm<T extends Kept>({ keep, slipsOf, send, arrived, what }: Ways<T>): KeptForm<T> {
  const kept = ref(null) as Ref<T | null>
  const failure = ref('')
  const problems = ref<string[]>([])
  const sending = ref(false)
  const { readiness, prepare } = useOfflineShell()
  const signInWords = `登录到期了,重新登录后自动提交。${what}都还在这台设备上。`

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    kept,
    (one) => {
      clearTimeout(timer)
      if (one && !sending.value) timer = setTimeout(() => void keep(one), keepSoonMs)
    },
    { deep: true },
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    if (kept.value && !sending.value) void keep(kept.value)
  })
  const online = useNetwork(() => {
    if (kept.value?.finishedAt) void submit()
    if (kept.value && readiness.value !== 'ready') void prepare()
  })

  async function open(one: T): Promise<void> {
    kept.value = reactive(one) as T
    void prepare()
    if (one.finishedAt !== null) await submit()
  }

  async function begin(one: T): Promise<void> {
    kept.value = reactive(one) as T
    await keep(kept.value)
    void prepare()
  }

  async function finish(): Promise<void> {
    const one = kept.value
    if (!one) return
    problems.value = slipsOf(one)
    if (problems.value.length > 0) {
      window.scrollTo({ top: 0 })
      return
    }
    one.finishedAt ??= now().toISOString()
    await keep(one)
    await submit()
  }

  async function submit(): Promise<void> {
    const one = kept.value
    if (!one || sending.value) return
    sending.value = true
    problems.value = []
    failure.value = ''
    try {
      if (!(await stillSignedIn())) {
        failure.value = signInWords
        return
      }
      await send(one)
      kept.value = null
      await arrived(one)
    } catch (error) {
      await tellFailure(one, error)
      window.scrollTo({ top: 0 })
    } finally {
      sending.value = false
    }
  }

  async function tellFailure(one: T, error: unknown): Promise<void> {
    if (error instanceof NoAnswer) failure.value = `没有网络。${what}都存在这台设备上,有网会自动提交。`
    else if (!(error instanceof RequestRefused)) throw error
    else if (error.status === 401) failure.value = signInWords
    else {
      failure.value = error.body.message
      problems.value = error.body.problems.map(({ message }) => message)
      // A refused one was never taken: what is changed now is a new request.
      one.requestId = freshRequestId()
      one.finishedAt = null
      await keep(one)
    }
  }

  return { kept, failure, problems, sending, online, readiness, open, begin, finish }
}
