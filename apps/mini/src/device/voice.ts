import { onH5 } from './build.ts'

/** Whether the phone can read aloud in Chinese; where it cannot there is no button. */
export function canReadAloud(): boolean {
  if (!onH5 || !('speechSynthesis' in globalThis)) return false
  return speechSynthesis.getVoices().some(({ lang }) => lang.replace('_', '-').toLowerCase().startsWith('zh'))
}

/** Voices of some browsers arrive later; `changed` is called when they do. */
export function whenVoicesChange(changed: () => void): void {
  if (onH5 && 'speechSynthesis' in globalThis) speechSynthesis.addEventListener('voiceschanged', changed)
}

export function readAloud(text: string): void {
  if (!onH5) return
  speechSynthesis.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'zh-CN'
  words.rate = 0.9
  speechSynthesis.speak(words)
}

export function stopReading(): void {
  if (onH5 && 'speechSynthesis' in globalThis) speechSynthesis.cancel()
}
