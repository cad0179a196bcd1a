/** Text size the person has set in the browser or in WeChat, over the usual one; at most twice. */
export function ownTextScale(): number {
  return Math.min(2, Math.max(0.85, measured() / 16))
}

function measured(): number {
  // #ifdef H5
  // The size of the root element belongs to uni-app; `medium` is what the browser's settings say.
  const probe = document.createElement('span')
  probe.style.fontSize = 'medium'
  document.body.appendChild(probe)
  const size = Number.parseFloat(getComputedStyle(probe).fontSize)
  probe.remove()
  return Number.isFinite(size) && size > 0 ? size : 16
  // #endif
  // #ifndef H5
  return uni.getAppBaseInfo().hostFontSizeSetting ?? 16
  // #endif
}
