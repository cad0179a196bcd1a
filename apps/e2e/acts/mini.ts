import type { Scene } from '../../api/test/journey/story.ts'
import { later } from '../../api/test/journey/world.ts'
import type { Phone } from '../mini-host/phone.ts'

/** Signs in on a phone in WeChat, as the only person of its number. */
export async function signInOnPhone(scene: Scene, phone: Phone, number: string): Promise<void> {
  await scene.until(later(scene.world.clock.now(), 2))
  phone.open('/pages/sign-in/phone')
  await phone.type('手机号', number)
  await phone.tap('发送验证码', 'button')
  await phone.see('短信里的验证码')
  await phone.type('短信里的验证码', await scene.world.codeFor(number))
  await phone.tap('登录', 'button')
  await phone.at('pages/sign-in/person')
  await phone.tap(/^我是/)
  await phone.until('page after signing in', () => !phone.page.startsWith('pages/sign-in'))
}
