import { onH5 } from './build.ts'

/** Room the phone's own things take at the top: the status bar, and WeChat's capsule at the right. CSS pixels. */
export function topRoom(): { above: number; right: number } {
  if (onH5) return { above: 0, right: 0 }
  const { statusBarHeight, windowWidth } = uni.getWindowInfo()
  const capsule = uni.getMenuButtonBoundingClientRect()
  return { above: statusBarHeight ?? 0, right: capsule.left > 0 ? windowWidth - capsule.left : 0 }
}
