import { onH5 } from './build.ts'

const usual = 16

/** Text size the person has set in the browser or in WeChat, over the usual one; at most twice. */
export function ownTextScale(): number {
  const size = onH5 ? browserTextSize() : (uni.getAppBaseInfo().hostFontSizeSetting ?? usual)
  return Math.min(2, Math.max(0.85, size / usual))
}

/** The size of the root element belongs to uni-app; `medium` is what the browser's settings say. */
function browserTextSize(): number {
  const probe = document.createElement('span')
  probe.style.fontSize = 'medium'
  document.body.appendChild(probe)
  const size = Number.parseFloat(getComputedStyle(probe).fontSize)
  probe.remove()
  return size > 0 ? size : usual
}
